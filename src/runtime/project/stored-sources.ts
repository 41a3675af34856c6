import { isAbsolute, normalize, sep } from 'node:path';

/**
 * Where a source file is kept inside `source/` of a run: its path as messages show it, without what leads out of the
 * folder, so that imports between files find each other again.
 */
export function storedName(path: string): string {
  const parts = normalize(path).split(/[\\/]/);
  const inside = parts.filter((part) => part !== '' && part !== '.' && part !== '..' && !part.endsWith(':'));
  const climbs = parts.filter((part) => part === '..').length;
  const prefix = isAbsolute(path) ? ['root'] : Array.from({ length: climbs }, () => 'up');
  return [...prefix, ...inside].join(sep);
}
