import { findPhotos, type UnreadableFolder } from './find-photos.ts';
import { folderAt } from './list-folder.ts';
import type { PhotoFile } from './photo.ts';
import { PhotoList } from './photo-list.ts';

const MAGIC = /[*?[{]/;

/** Whether a path is a pattern of paths. */
export function isGlob(path: string): boolean {
  return MAGIC.test(path);
}

/**
 * The photos that a pattern fits, sorted as those of a folder: `*` and `?` inside a name, `**` over folders, `[a-z]` and
 * `{jpg,png}` as shells have them. For shells that hand patterns on as they are.
 */
export async function photosLike(
  pattern: string,
): Promise<{ readonly photos: readonly PhotoFile[]; readonly unreadable: readonly UnreadableFolder[] }> {
  const plain = pattern.replaceAll('\\', '/');
  const base = plain.slice(0, plain.slice(0, plain.search(MAGIC)).lastIndexOf('/') + 1);
  const folder = folderAt(base === '' ? '.' : base);
  if (folder === undefined) return { photos: [], unreadable: [] };
  const fits = new RegExp(`^${expression(plain)}$`, 'u');
  const found = { photos: new PhotoList(''), ignored: [], unreadable: [] };
  await findPhotos(folder, base, [], found);
  return { photos: [...found.photos].filter(({ file }) => fits.test(file)), unreadable: found.unreadable };
}

/** Of the pieces of a pattern, the regular expression. */
const pieces: readonly (readonly [RegExp, (match: string) => string])[] = [
  [/^\*\*\//, () => '(?:[^/]+/)*'],
  [/^\*\*/, () => '.*'],
  [/^\*/, () => '[^/]*'],
  [/^\?/, () => '[^/]'],
  [/^\[!?[^\]/]+\]/, (match) => characters(match.slice(1, -1))],
  [/^\{[^{}]*\}/, (match) => `(?:${match.slice(1, -1).split(',').map(expression).join('|')})`],
];

function expression(pattern: string): string {
  let [rest, result] = [pattern, ''];
  while (rest !== '') {
    const [match, write] = matched(rest);
    result += write(match);
    rest = rest.slice(match.length);
  }
  return result;
}

function matched(rest: string): readonly [string, (match: string) => string] {
  for (const [piece, write] of pieces) {
    const match = piece.exec(rest)?.[0];
    if (match !== undefined) return [match, write];
  }
  const [first = ''] = rest;
  return [first, literal];
}

function characters(inside: string): string {
  const not = inside.startsWith('!');
  const list = (not ? inside.slice(1) : inside).replace(/[\\\][^]/g, (each) => `\\${each}`);
  return `[${not ? '^/' : ''}${list}]`;
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, (each) => `\\${each}`);
