import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Feature } from '../../ir/prefix/frozen-prefix.ts';
import { elements } from '../../typecheck/layers/sizes.ts';
import type { PhotoProblem } from '../data/photo-problem.ts';
import { writeWhole, type OpenFile } from '../run-folder/write-whole.ts';

/**
 * A file with the features of some samples in a row: for each feature a block with the numbers of one sample after another
 * (float32, little-endian), then in JSON which samples are left out, then a footer. It appears whole and never changes.
 */
export interface FeatureFile {
  readonly file: number;
  readonly path: string;
  readonly samples: number;
  readonly leftOut: readonly LeftOut[];
}

/** A sample without features, because of a photo. */
export interface LeftOut {
  /** In the split. */
  readonly place: number;
  readonly problem: PhotoProblem;
}

const MAGIC = 'netcfea1';
/** Magic, samples, numbers of a sample, bytes of the JSON, the beginning of the JSON's SHA-256. */
const FOOTER_BYTES = 24;

const readFile = promisify(read);

/** Numbers of a feature of one sample. */
export function featureSize({ shape }: Pick<Feature, 'shape'>): number {
  return elements(shape);
}

function footer(samples: number, numbers: number, json: Buffer): Buffer {
  const bytes = Buffer.alloc(FOOTER_BYTES);
  bytes.write(MAGIC, 'latin1');
  bytes.writeUInt32LE(samples, 8);
  bytes.writeUInt32LE(numbers, 12);
  bytes.writeUInt32LE(json.length, 16);
  createHash('sha256').update(json).digest().copy(bytes, 20, 0, 4);
  return bytes;
}

const numbersOf = (features: readonly Feature[]): number =>
  features.reduce((sum, feature) => sum + featureSize(feature), 0);

/** Writes a file. @throws Problem NET7003 when the disk is full, NET7004 otherwise */
export async function writeFeatureFile(
  path: string,
  features: readonly Feature[],
  samples: number,
  blocks: readonly Float32Array[],
  leftOut: readonly LeftOut[],
  openFile?: OpenFile,
): Promise<void> {
  const json = Buffer.from(JSON.stringify(leftOut));
  const bytes = blocks.map((block) => new Uint8Array(block.buffer, block.byteOffset, block.byteLength));
  await writeWhole(path, [...bytes, json, footer(samples, numbersOf(features), json)], openFile);
}

/** Opens a whole file; undefined when it is not one of so many samples with these features. */
export function openFeatureFile(
  path: string,
  features: readonly Feature[],
  samples: number,
): FeatureFile | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return undefined;
  }
  const leftOut = readLeftOut(file, samples, numbersOf(features));
  if (leftOut !== undefined) return { file, path, samples, leftOut };
  closeSync(file);
  return undefined;
}

function readLeftOut(file: number, samples: number, numbers: number): readonly LeftOut[] | undefined {
  try {
    const { size } = fstatSync(file);
    const found = Buffer.alloc(FOOTER_BYTES);
    if (readSync(file, found, 0, FOOTER_BYTES, size - FOOTER_BYTES) !== FOOTER_BYTES) return undefined;
    const json = Buffer.alloc(found.readUInt32LE(16));
    const end = samples * numbers * 4;
    if (size !== end + json.length + FOOTER_BYTES) return undefined;
    readSync(file, json, 0, json.length, end);
    if (!footer(samples, numbers, json).equals(found)) return undefined;
    return JSON.parse(json.toString('utf8')) as readonly LeftOut[]; // written above, its digest checked
  } catch {
    return undefined;
  }
}

/**
 * Reads a feature of some samples that stand in a row.
 * @param feature its place among the features
 * @param first the first sample's place in the file
 * @param into as many numbers as are to be read
 */
export async function readFeature(
  { file, path, samples }: FeatureFile,
  features: readonly Feature[],
  feature: number,
  first: number,
  into: Float32Array,
): Promise<void> {
  const before = numbersOf(features.slice(0, feature)) * samples;
  const size = numbersOf(features.slice(feature, feature + 1));
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  let done = 0;
  while (done < bytes.length) {
    const at = 4 * (before + size * first) + done;
    const { bytesRead } = await readFile(file, bytes, done, bytes.length - done, at);
    if (bytesRead === 0) throw new Error(`${path} ends too early`);
    done += bytesRead;
  }
}
