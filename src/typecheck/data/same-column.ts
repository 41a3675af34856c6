import type { ImageColumn } from '../typed-module.ts';

type Named = Pick<ImageColumn, 'name' | 'path'>;

/** Whether two columns hold the same photos: of one name, found in one way, or one of them that of a folder, which has no other. */
export function isSameImage(one: Named, other: Named): boolean {
  if (one.name === other.name || one.path.length === 0 || other.path.length === 0) return true;
  return JSON.stringify(one.path) === JSON.stringify(other.path);
}
