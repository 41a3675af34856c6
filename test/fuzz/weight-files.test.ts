import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { uniform } from '../support/draws.ts';
import { judgeWeightFiles } from '../support/judge-weight-files.ts';
import { patience, runs } from './runs.ts';

const fixtures = fileURLToPath(new URL('../fixtures/weights', import.meta.url));

const count = runs(250, 10_000);

/** Files that one process reads: what is wrong in one of them must not be the fault of thousands before it. */
const batch = 500;

/** What a format is spoiled from: a file, or files of a folder, of which one at a time is spoiled. */
const formats: readonly {
  readonly format: string;
  readonly sources: readonly { readonly file: string; readonly parts?: readonly string[] }[];
}[] = [
  { format: 'safetensors', sources: [{ file: 'torch.safetensors' }] },
  {
    format: '.h5 of Keras',
    sources: ['nested.h5', 'keras2.h5', 'kinds.h5', 'latest.h5', 'keras1.h5'].map((file) => ({ file })),
  },
  { format: '.weights.h5 of Keras', sources: [{ file: 'nested.weights.h5' }] },
  { format: '.keras', sources: [{ file: 'nested.keras' }, { file: 'lambda.keras' }] },
  {
    format: 'TensorFlow.js',
    sources: ['tfjs-layers', 'tfjs-graph'].map((file) => ({ file, parts: ['model.json', 'model.json'] })),
  },
  {
    format: 'SavedModel',
    sources: ['savedmodel-keras3', 'savedmodel-module'].map((file) => ({
      file,
      parts: ['variables/variables.index', 'variables/variables.data-00000-of-00001'],
    })),
  },
];

/** A row of draws, taken one after another. */
class Draws {
  readonly #row: Float32Array;
  #next = 0;

  constructor(name: string) {
    this.#row = uniform(name, 64);
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor((this.#row[this.#next++ % this.#row.length] ?? 0) * limit);
  }
}

/** What sizes and places are when somebody means harm. */
const extremes = [0n, 1n, 0x7fffffffn, 0xffffffffn, 1n << 32n, 1n << 53n, (1n << 63n) - 1n, (1n << 64n) - 1n];

/** Spoils bytes in one to six places, those at the beginning, where descriptions stand, more often than others. */
function spoiled(content: Buffer, draws: Draws): Buffer {
  let bytes = Buffer.from(content);
  for (let edits = 1 + draws.below(6); edits > 0 && bytes.length > 0; edits--) {
    const near = draws.below(3) === 0 ? Math.min(bytes.length, 2048) : bytes.length;
    const at = draws.below(near);
    switch (draws.below(8)) {
      case 0:
        bytes[at] = draws.below(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << draws.below(8));
        break;
      case 2: {
        const value = Buffer.alloc(8);
        value.writeBigUInt64LE(extremes[draws.below(extremes.length)] ?? 0n);
        value.copy(bytes, at, 0, 1 << draws.below(4));
        break;
      }
      case 3:
        bytes = bytes.subarray(0, at);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + draws.below(32))]);
        break;
      case 5: {
        const piece = bytes.subarray(at, at + 1 + draws.below(64));
        bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
        break;
      }
      case 6:
        // A place, or a text, that stands elsewhere in the file.
        bytes.copy(bytes, at, draws.below(bytes.length), draws.below(bytes.length));
        break;
      default: {
        // A number in a description that is text.
        const text = bytes.toString('latin1');
        const numbers = [...text.slice(0, 20_000).matchAll(/\d+/g)];
        const found = numbers[draws.below(Math.max(1, numbers.length))];
        const value = String(extremes[draws.below(extremes.length)]);
        if (found !== undefined)
          bytes = Buffer.from(
            text.slice(0, found.index) + value + text.slice(found.index + found[0].length),
            'latin1',
          );
      }
    }
  }
  return bytes;
}

it.each(formats)(
  `$format: ${count} spoiled files are read or refused, each in a line, and none crashes or hangs`,
  async ({ format, sources }) => {
    const codes = new Map<string, number>();
    for (let first = 0; first < count; first += batch) {
      const folder = mkdtempSync(join(tmpdir(), 'netc-spoiled-'));
      try {
        const paths: string[] = [];
        for (let index = first; index < Math.min(count, first + batch); index++) {
          const draws = new Draws(`${format} ${index}`);
          const { file, parts } = sources[draws.below(sources.length)] ?? { file: '' };
          const path = join(folder, `${index}-${file}`);
          if (parts === undefined) writeFileSync(path, spoiled(readFileSync(join(fixtures, file)), draws));
          else {
            mkdirSync(path);
            cpSync(join(fixtures, file), path, { recursive: true });
            const part = join(path, parts[draws.below(parts.length)] ?? '');
            writeFileSync(part, spoiled(readFileSync(part), draws));
          }
          paths.push(path);
        }
        const { outcomes, peak } = await judgeWeightFiles(paths);
        expect(outcomes.map(({ path }) => path)).toEqual(paths);
        expect(peak).toBeLessThan(400e6);
        for (const { path, code, text } of outcomes) {
          codes.set(code, (codes.get(code) ?? 0) + 1);
          expect(code, `${path}\n${text}`).toMatch(/^(read|NET70\d\d|NET72\d\d)$/);
          expect(text, path).not.toMatch(/[\n\u001B]/);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    expect([...codes.values()].reduce((sum, times) => sum + times, 0)).toBe(count);
    // Spoiling that spoils nothing, or everything at the door, would show nothing.
    // One that is read has arrays of whole numbers, and says so.
    const read = (codes.get('read') ?? 0) + (codes.get('NET7203') ?? 0);
    expect(read).toBeGreaterThan(count / 100);
    expect(codes.get('NET7200') ?? 0).toBeGreaterThan(count / 10);
  },
  patience,
);
