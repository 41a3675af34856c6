import { closeSync, fstatSync, readSync } from 'node:fs';
import { constants, gunzipSync, inflateRawSync } from 'node:zlib';
import { openAtOnce } from '../../decode/read-photo.ts';
import { systemCode } from '../../list-folder.ts';
import { brokenArray } from '../array-problem.ts';
import type { Packing } from '../stored-array.ts';

/** Bytes in which a header of NumPy or MNIST stands; packed ones are seldom more. */
export const HEAD_BYTES = 1 << 16;

/** The beginning of a file, and its size. @throws ArrayProblem where it cannot be opened */
export function fileHead(path: string, name: string): { readonly head: Uint8Array; readonly size: number } {
  let file: number;
  try {
    file = openAtOnce(path);
  } catch (thrown) {
    throw brokenArray(name, { kind: 'unreadable', code: systemCode(thrown) });
  }
  try {
    const status = fstatSync(file);
    if (!status.isFile()) throw brokenArray(name, { kind: 'unreadable', code: 'it is no file' });
    const head = new Uint8Array(Math.min(HEAD_BYTES, status.size));
    return { head: head.subarray(0, readSync(file, head, 0, head.length, 0)), size: status.size };
  } finally {
    closeSync(file);
  }
}

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** What the beginning of something packed is, as far as it goes. @throws ArrayProblem where it is damaged */
export function unpackedHead(packed: Uint8Array, kind: Packing['kind'], name: string): Uint8Array {
  try {
    // A flush in the place of the end: what is cut off here goes on in the file.
    const options = { finishFlush: constants.Z_SYNC_FLUSH };
    // A byte becomes a thousand at most: what this gives fits into memory.
    return (kind === 'gzip' ? gunzipSync : inflateRawSync)(packed.subarray(0, HEAD_BYTES / 4), options);
  } catch (thrown) {
    throw brokenArray(name, {
      kind: 'packed',
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    });
  }
}
