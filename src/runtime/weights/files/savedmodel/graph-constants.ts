import type { ByteFile } from '../byte-file.ts';
import { mostTensors, splitName, type FoundTensor } from '../make-weight-file.ts';
import { elementCount, floatBytes, readNumbers, type FloatKind } from '../numbers.ts';
import { textOf } from '../cursor.ts';
import { readVarint } from './wire.ts';

/** A field of a message that stays on disk: where it lies, or its value where it is a number. */
interface PlacedField {
  readonly number: number;
  readonly value: number;
  readonly start: number;
  readonly length: number;
}

/** A constant of a graph (tensorflow/core/framework/tensor.proto), its numbers on disk. */
interface Constant {
  readonly name: string;
  readonly dtype: number;
  readonly shape: readonly number[];
  readonly start: number;
  readonly length: number;
}

const longestVarint = 10;
const longestText = 64 * 1024;
/** Of nodes of a graph; and of fields of everything else. */
const mostNodes = 10 * mostTensors;
const mostFields = 100_000;

const uint8 = 4;
const floats: ReadonlyMap<number, FloatKind> = new Map([
  [1, 'float32'],
  [2, 'float64'],
  [14, 'bfloat16'],
  [19, 'float16'],
]);

/**
 * The weights of a graph that holds them as constants, as frozen graphs and exports of netc do. Those that netc has stored
 * smaller are read as what the graph makes of them.
 * @param file `saved_model.pb`
 */
export function graphConstants(file: ByteFile): readonly FoundTensor[] {
  const constants = new Map<string, Constant>();
  for (const metaGraph of inside(file, whole(file), 2))
    for (const graph of inside(file, metaGraph, 2))
      for (const node of fieldsOf(file, graph, mostNodes)) {
        const constant = node.number === 1 ? readConstant(file, node) : undefined;
        if (constant !== undefined) constants.set(constant.name, constant);
      }
  return [...constants.values()].flatMap((constant) => found(file, constant, constants) ?? []);
}

function found(
  file: ByteFile,
  constant: Constant,
  constants: ReadonlyMap<string, Constant>,
): FoundTensor | undefined {
  const { dtype, shape } = constant;
  const tensor = (name: string, stored: string) => ({ name, ...splitName(name), shape, dtype: stored });
  const kind = floats.get(dtype);
  if (kind !== undefined) {
    const levels = constants.get(constant.name.replace(/\/(?:zeros|scales)$/, '/uint8'));
    if (levels?.dtype === uint8) return undefined;
    const name = constant.name.replace(/\/float16$/, '');
    return { tensor: tensor(name, kind), load: () => numbersOf(file, constant, kind) };
  }
  const name = constant.name.replace(/\/uint8$/, '');
  const [zeros, scales] = [constants.get(`${name}/zeros`), constants.get(`${name}/scales`)];
  if (dtype !== uint8 || zeros === undefined || scales === undefined) return undefined;
  return { tensor: tensor(name, 'uint8'), load: () => dequantized(file, constant, zeros, scales) };
}

function numbersOf(
  file: ByteFile,
  { start, length, shape }: Constant,
  kind: FloatKind,
): Promise<Float32Array> {
  const count = elementCount(shape);
  if (count * floatBytes[kind] !== length) throw file.broken('a constant has other bytes than its shape');
  return readNumbers(file, start, count, kind);
}

/** (level − zero) · scale, with one of each for every place on the axis that they are for. */
async function dequantized(
  file: ByteFile,
  { start, length, shape }: Constant,
  zeros: Constant,
  scales: Constant,
): Promise<Float32Array> {
  const [zero, scale] = [await numbersOf(file, zeros, 'float32'), await numbersOf(file, scales, 'float32')];
  const axis = shape.length - scales.shape.length;
  const channels = shape[axis] ?? 0;
  if (elementCount(shape) !== length || zero.length !== channels || scale.length !== channels)
    throw file.broken('the scales of a constant do not fit it');
  const levels = new Uint8Array(length);
  await file.fill(levels, start);
  const stride = elementCount(shape.slice(axis + 1));
  return Float32Array.from(levels, (level, index) => {
    const channel = Math.floor(index / stride) % channels;
    return (level - (zero[channel] ?? 0)) * (scale[channel] ?? 0);
  });
}

/** A node that is a constant with its numbers beside one another: NodeDef of tensorflow/core/framework/node_def.proto. */
function readConstant(file: ByteFile, node: PlacedField): Constant | undefined {
  const fields = [...fieldsOf(file, node)];
  const text = (wanted: number): string =>
    textAt(
      file,
      fields.find(({ number }) => number === wanted),
    );
  if (text(2) !== 'Const') return undefined;
  for (const attribute of fields.filter(({ number }) => number === 5)) {
    const [key, value] = [1, 2].map((wanted) => inside(file, attribute, wanted)[0]);
    if (value === undefined || textAt(file, key) !== 'value') continue;
    const [tensor] = inside(file, value, 8);
    if (tensor === undefined) return undefined;
    const parts = [...fieldsOf(file, tensor)];
    const content = parts.find(({ number }) => number === 4);
    const shape = parts.filter(({ number }) => number === 2).flatMap((sizes) => readSizes(file, sizes));
    if (content === undefined || !Number.isSafeInteger(elementCount(shape))) return undefined;
    const dtype = parts.find(({ number }) => number === 1)?.value ?? 0;
    return { name: text(1), dtype, shape, start: content.start, length: content.length };
  }
  return undefined;
}

function readSizes(file: ByteFile, shape: PlacedField): readonly number[] {
  return inside(file, shape, 2).map(
    (dimension) => [...fieldsOf(file, dimension)].find(({ number }) => number === 1)?.value ?? 0,
  );
}

function textAt(file: ByteFile, field: PlacedField | undefined): string {
  if (field === undefined) return '';
  if (field.length > longestText) throw file.broken('a name in it is too long');
  return textOf(file.slice(field.start, field.length));
}

const whole = ({ size }: ByteFile): PlacedField => ({ number: 0, value: 0, start: 0, length: size });

/** The messages with a number that stand in another. */
const inside = (file: ByteFile, field: PlacedField, wanted: number): readonly PlacedField[] =>
  [...fieldsOf(file, field)].filter(({ number }) => number === wanted);

/** The fields of a message, of which only their beginnings are read. */
function* fieldsOf(
  file: ByteFile,
  { start, length }: PlacedField,
  most: number = mostFields,
): Generator<PlacedField> {
  const end = start + length;
  let at = start;
  const varint = (): number => {
    const cursor = file.cursor(at, Math.min(longestVarint, end - at));
    const value = readVarint(cursor, file.broken);
    at += cursor.position;
    return value;
  };
  for (let fields = 0; at < end; fields++) {
    if (fields >= most) throw file.broken('it has more parts than any network');
    const key = varint();
    const number = Math.floor(key / 8);
    const kind = key % 8;
    if (kind === 0) yield { number, value: varint(), start: at, length: 0 };
    else if (kind === 1 || kind === 5) at += kind === 1 ? 8 : 4;
    else if (kind === 2) {
      const size = varint();
      if (at + size > end) throw file.broken('a message in it ends too early');
      yield { number, value: 0, start: at, length: size };
      at += size;
    } else throw file.broken('a message in it is damaged');
  }
}
