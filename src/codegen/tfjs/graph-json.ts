import { tensorShape, tensorflowType } from '../savedmodel/attributes.ts';
import {
  DataType,
  type AttributeValue,
  type NodeDefinition,
  type TensorflowType,
  type TensorShape,
} from '../savedmodel/messages.ts';
import { portName, type Port } from '../savedmodel/signature.ts';
import type { ManifestEntry, ManifestWeight } from './manifest.ts';

/** TensorFlow's messages as JSON, by the rules of protocol buffers: 64 bits as text, bytes in base64, enumerations by name. */

export interface JsonNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, unknown>>;
}

/** A node; the value of a constant is not in it, since TensorFlow.js takes it from the weights. */
export function jsonNode({ name, op, input, attr }: NodeDefinition): JsonNode {
  const attributes = Object.entries(attr ?? {}).filter(([key]) => op !== 'Const' || key !== 'value');
  return {
    name: name ?? '',
    op: op ?? '',
    input: input ?? [],
    attr: Object.fromEntries(attributes.map(([key, value]) => [key, jsonAttribute(value)])),
  };
}

function jsonAttribute({ s, i, b, type, shape, list }: AttributeValue): unknown {
  if (s != null) return { s: btoa(String.fromCharCode(...s)) };
  if (i != null) return { i: String(i) };
  if (b != null) return { b };
  if (type != null) return { type: typeName(type) };
  if (shape != null) return { shape: jsonShape(shape) };
  if (list?.i != null) return { list: { i: list.i.map(String) } };
  throw new Error('TensorFlow.js: an attribute of a kind that no op of a prediction has');
}

function jsonShape({ dim }: TensorShape): unknown {
  return { dim: (dim ?? []).map(({ size }) => ({ size: String(size ?? 0) })) };
}

/** Feeds or results of a graph by their names. */
export function jsonPorts(ports: Readonly<Record<string, Port>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [
      name,
      {
        name: portName(port),
        dtype: typeName(tensorflowType(port.type.dtype)),
        tensorShape: jsonShape(tensorShape(port.type.shape)),
      },
    ]),
  );
}

const typeName = (type: TensorflowType): string => DataType[type];

const constantTypes: ReadonlyMap<TensorflowType, ManifestEntry['dtype']> = new Map([
  [DataType.DT_FLOAT, 'float32'],
  [DataType.DT_INT32, 'int32'],
  [DataType.DT_BOOL, 'bool'],
]);

/** The value of a node that is a constant and has one; undefined for all others. */
export function constantWeight({ name, op, attr }: NodeDefinition): ManifestWeight | undefined {
  const value = attr?.['value']?.tensor;
  if (op !== 'Const' || value == null) return undefined;
  const dtype = constantTypes.get(value.dtype ?? DataType.DT_INVALID);
  if (dtype === undefined)
    throw new Error(`TensorFlow.js: ${name ?? ''} is a constant of a type it does not know`);
  const shape = (value.tensorShape?.dim ?? []).map(({ size }) => size ?? 0);
  return { entry: { name: name ?? '', shape, dtype }, bytes: value.tensorContent ?? new Uint8Array() };
}
