import type { ByteSource } from '../byte-source.ts';
import { Cursor, textOf } from '../cursor.ts';
import { readFields, readVarint } from './wire.ts';

/** A variable as the objects of the model name it. */
export interface NamedVariable {
  readonly checkpointKey: string;
  /** `block1_conv1/kernel`; empty where it has none. */
  readonly fullName: string;
}

const mostNodes = 1_000_000;

interface Node {
  readonly children: readonly number[];
  readonly variables: readonly NamedVariable[];
}

/**
 * The variables of a SavedModel in the order in which its objects hold them, from the graph of objects that is kept
 * beside them (TrackableObjectGraph of tensorflow/core/protobuf/trackable_object_graph.proto).
 * @param stored the bytes of its entry: the length of one text, a checksum, the text
 */
export function readObjectGraph(
  stored: Uint8Array,
  { broken }: Pick<ByteSource, 'broken'>,
): readonly NamedVariable[] {
  const cursor = new Cursor(stored, broken);
  const length = readVarint(cursor, broken);
  cursor.skip(4);
  const fields = readFields(cursor.part(length), broken).filter(({ number }) => number === 1);
  if (fields.length > mostNodes) throw broken('it has more objects than any network');
  const nodes = fields.map(({ bytes }) => readNode(bytes, broken));
  const found: NamedVariable[] = [];
  const visited = new Set<number>();
  // Depth first, so that the weights of a layer come before those of the next; without recursion, since chains may be long.
  const pending = [0];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    const node = nodes[index];
    if (node === undefined || visited.has(index)) continue;
    visited.add(index);
    found.push(...node.variables);
    pending.push(...node.children.toReversed().filter((child) => !visited.has(child)));
  }
  return found;
}

function readNode(bytes: Uint8Array, broken: Parameters<typeof readFields>[1]): Node {
  const fields = readFields(new Cursor(bytes, broken), broken);
  const inner = (wanted: number) =>
    fields
      .filter(({ number }) => number === wanted)
      .map((field) => readFields(new Cursor(field.bytes, broken), broken));
  return {
    // Zero is left out by protobuf, and is the root.
    children: inner(1).map((child) => child.find(({ number }) => number === 1)?.value ?? 0),
    variables: inner(2).flatMap((attribute) => {
      const text = (wanted: number): string =>
        textOf(attribute.find(({ number }) => number === wanted)?.bytes ?? new Uint8Array(0));
      return text(1) === 'VARIABLE_VALUE' ? [{ fullName: text(2), checkpointKey: text(3) }] : [];
    }),
  };
}
