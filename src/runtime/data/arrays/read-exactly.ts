import { readSync } from 'node:fs';
import { brokenArray } from './array-problem.ts';

/** Fills memory from a place of an open file. @throws ArrayProblem where the file ends before */
export function readExactly(file: number, into: Uint8Array, at: number, name: string): void {
  for (let done = 0; done < into.length;) {
    const read = readSync(file, into, done, into.length - done, at + done);
    if (read === 0) throw brokenArray(name, { kind: 'short', wanted: at + into.length, found: at + done });
    done += read;
  }
}
