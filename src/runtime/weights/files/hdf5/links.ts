import { weightsOutside } from '../../../../diagnostics/catalogue/weight-files.ts';
import { Problem } from '../../../problem.ts';
import { textOf, type Cursor } from '../cursor.ts';
import { mostTensors } from '../make-weight-file.ts';
import { place, type Hdf5File } from './hdf5-file.ts';
import { messageKinds, type Message } from './object-header.ts';
import { unread } from './unread.ts';

/** Levels of a tree over the members of one group; each level multiplies them by 16 or more. */
const mostLevels = 10;

/**
 * Where the members of a group are described, by name; undefined for what is no group.
 * Links that lead to another file are refused, not followed, and so are those by name, which Keras never writes.
 */
export function readLinks(
  messages: readonly Message[],
  file: Hdf5File,
): ReadonlyMap<string, number> | undefined {
  let isGroup = false;
  const links = new Map<string, number>();
  const add = (name: string, address: number): void => {
    if (links.has(name)) throw file.broken(`a group has ${name} twice`);
    if (links.size >= mostTensors) throw file.broken('a group has more members than any network');
    links.set(name, address);
  };
  for (const { kind, body } of messages) {
    if (kind === messageKinds.symbolTable) {
      isGroup = true;
      readSymbolTable(body(), file, add);
    } else if (kind === messageKinds.linkInfo) {
      isGroup = true;
      refuseDense(body(), file);
    } else if (kind === messageKinds.link) {
      isGroup = true;
      readLink(body(), file, add);
    }
  }
  return isGroup ? links : undefined;
}

type Add = (name: string, address: number) => void;

/** The older kind of group: a tree of tables, and a heap with the names (III.A.1, III.B–D of the specification). */
function readSymbolTable(cursor: Cursor, file: Hdf5File, add: Add): void {
  const tree = place(cursor, file);
  const heap = place(cursor, file);
  if (tree === undefined || heap === undefined) throw file.broken('a group has no table of its members');
  const head = file.bytes.cursor(heap, 8 + 2 * file.lengthSize + file.offsetSize);
  if (head.text(4) !== 'HEAP') throw file.broken(`there are no names at byte ${heap}`);
  head.skip(4);
  const namesBytes = head.uint(file.lengthSize);
  head.skip(file.lengthSize);
  const namesStart = place(head, file);
  if (namesStart === undefined) throw file.broken('a group has no names');
  const names = file.bytes.slice(namesStart, namesBytes);
  const visited = new Set<number>();
  const nameAt = (offset: number): string => {
    if (offset >= names.length) throw file.broken('a name is not where it is said to be');
    return textOf(names.subarray(offset));
  };
  walkTree(tree, mostLevels, file, visited, (node) => {
    readSymbols(node, file, nameAt, add);
  });
}

function walkTree(
  address: number,
  levels: number,
  file: Hdf5File,
  visited: Set<number>,
  leaf: (address: number) => void,
): void {
  if (visited.has(address) || levels < 0) throw file.broken('the members of a group lead in circles');
  visited.add(address);
  const headBytes = 8 + 2 * file.offsetSize;
  const head = file.bytes.cursor(address, headBytes);
  if (head.text(4) !== 'TREE' || head.u8() !== 0)
    throw file.broken(`there is no tree of members at byte ${address}`);
  const level = head.u8();
  const count = head.u16();
  const children = file.bytes.cursor(address + headBytes, count * (file.lengthSize + file.offsetSize));
  for (let index = 0; index < count; index++) {
    children.skip(file.lengthSize);
    const child = place(children, file);
    if (child === undefined) throw file.broken('the members of a group are nowhere');
    if (level > 0) walkTree(child, Math.min(levels, level) - 1, file, visited, leaf);
    else {
      if (visited.has(child)) throw file.broken('the members of a group lead in circles');
      visited.add(child);
      leaf(child);
    }
  }
}

function readSymbols(address: number, file: Hdf5File, nameAt: (offset: number) => string, add: Add): void {
  const head = file.bytes.cursor(address, 8);
  if (head.text(4) !== 'SNOD') throw file.broken(`there are no members at byte ${address}`);
  head.skip(2);
  const count = head.u16();
  const entries = file.bytes.cursor(address + 8, count * (2 * file.offsetSize + 24));
  for (let index = 0; index < count; index++) {
    const name = nameAt(place(entries, file) ?? Number.MAX_SAFE_INTEGER);
    const target = place(entries, file);
    const isSoft = entries.u32() === 2;
    entries.skip(20);
    if (isSoft) throw refusedLink(name, file);
    if (target === undefined) throw file.broken(`${name} is nowhere`);
    add(name, target);
  }
}

/** The newer kind of group: a message for each member (IV.A.2.g of the specification). */
function readLink(cursor: Cursor, file: Hdf5File, add: Add): void {
  const version = cursor.u8();
  if (version !== 1) throw file.broken(`a link is of the unknown version ${version}`);
  const flags = cursor.u8();
  const kind = (flags & 8) === 0 ? 0 : cursor.u8();
  if ((flags & 4) !== 0) cursor.skip(8);
  if ((flags & 0x10) !== 0) cursor.skip(1);
  const name = textOf(cursor.take(cursor.uint(1 << (flags & 3))));
  if (kind === 64) {
    const target = cursor.take(cursor.u16());
    // One byte of flags, the name of the file, and the path inside of it.
    const outside = textOf(target.subarray(1));
    throw new Problem(weightsOutside(undefined, { path: file.bytes.path, outside }));
  }
  if (kind !== 0) throw refusedLink(name, file);
  const address = place(cursor, file);
  if (address === undefined) throw file.broken(`${name} is nowhere`);
  add(name, address);
}

/** Members of a group of more than eight, in files written with `libver="latest"` or `track_order=True`. */
function refuseDense(cursor: Cursor, file: Hdf5File): void {
  cursor.skip(1);
  if ((cursor.u8() & 1) !== 0) cursor.skip(8);
  if (place(cursor, file) !== undefined) throw unread('groups in the dense form of HDF5', file);
}

const refusedLink = (name: string, file: Hdf5File): Problem => unread(`${name}, a link by name`, file);
