import { tensorflow as code } from './generated/messages.ts';
import type { tensorflow as types } from './generated/types.ts';

/**
 * TensorFlow's messages with their types. The generated code is untyped TypeScript and its types are declarations
 * only; this is the one place where the two are brought together.
 */
const messages = code as typeof types;

export const { SavedModel, DataType } = messages;

export type AttributeValue = types.AttrValue.$Properties;
export type NodeDefinition = types.NodeDef.$Properties;
export type SignatureDefinition = types.SignatureDef.$Properties;
export type TensorInformation = types.TensorInfo.$Properties;
export type TensorShape = types.TensorShapeProto.$Properties;
export type SavedModelMessage = types.SavedModel.$Properties;
export type TensorflowType = types.DataType;
