import { posix } from 'node:path';

/**
 * A path below a folder, `/` between its parts, as a table may name a photo; undefined for one that leads out of it.
 * @param folder absolute
 */
export function pathInside(folder: string, path: string): string | undefined {
  const plain = path.trim().replaceAll('\\', '/');
  if (!plain.includes('..') && !plain.startsWith('/') && !plain.includes(':') && !plain.includes('./'))
    return plain;
  const relative = posix.relative(folder, posix.resolve(folder, plain));
  const outside = relative === '..' || relative.startsWith('../') || /^[A-Za-z]:/.test(plain);
  return outside ? undefined : relative;
}
