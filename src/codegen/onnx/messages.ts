import { onnx as code } from './generated/messages.ts';
import type { onnx as types } from './generated/types.ts';

/** ONNX's messages with their types; as for TensorFlow's, the one place where code and declarations are brought together. */
const messages = code as typeof types;

export const { ModelProto, AttributeProto, TensorProto } = messages;

export type Attribute = types.AttributeProto.$Properties;
export type Initializer = types.TensorProto.$Properties;
export type Model = types.ModelProto.$Properties;
export type Node = types.NodeProto.$Properties;
export type ValueInformation = types.ValueInfoProto.$Properties;
