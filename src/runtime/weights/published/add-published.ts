import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  noSuchPublishedName,
  notAPublishedFile,
  wrongChecksum,
} from '../../../diagnostics/catalogue/pretrained.ts';
import { nearest } from '../../../diagnostics/nearest.ts';
import { Problem } from '../../problem.ts';
import { openWhole, writeProblem } from '../../run-folder/write-whole.ts';
import { withLock } from '../../with-lock.ts';
import { md5Of } from '../digest.ts';
import { asProblem } from '../files/byte-file.ts';
import { openWeightFile } from '../files/open-weight-file.ts';
import { markOf, partOf } from './download.ts';
import { cachedPath, fileName, published, type Published } from './published.ts';

/** A file that was added. */
export interface AddedWeights {
  readonly name: string;
  readonly block: string;
  readonly top: boolean;
  /** Where it is kept. */
  readonly path: string;
  readonly bytes: number;
  readonly md5: string;
}

/**
 * Puts a published file that was got in another way where `netc run` looks for it: a copy, whole or not at all.
 * @param name `imagenet/vgg16`
 * @throws Problem NET7227 for a name that nothing is published under, NET7228 for another file than those published,
 *   NET7010 or NET7011 where it cannot be read, NET7003 or NET7004 where it cannot be kept
 */
export async function addPublished(
  name: string,
  file: string,
  known: readonly Published[] = published,
): Promise<AddedWeights> {
  const candidates = known.filter((each) => each.name === name.toLowerCase());
  if (candidates.length === 0) {
    const names = [...new Set(known.map((each) => each.name))];
    throw new Problem(noSuchPublishedName(undefined, { name, names, similar: nearest(name, names) }));
  }
  const bytes = await sizeOf(file);
  const md5 = await md5Of(file).catch((error: unknown) => {
    throw asProblem(file, error);
  });
  const wanted = candidates.find((each) => each.md5 === md5) ?? (await unsigned(candidates, file));
  if (wanted === undefined) {
    const expected = candidates.map((each) => ({ file: fileName(each), md5: each.md5 }));
    throw new Problem(notAPublishedFile(undefined, { path: file, name, md5, bytes, expected }));
  }
  const path = cachedPath(wanted);
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw writeProblem(path, error);
  });
  await withLock(`${path}.lock`, () => copyInto(path, file, md5));
  return { name: wanted.name, block: wanted.block, top: wanted.top, path, bytes, md5 };
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: unknown) => {
    throw asProblem(file, error);
  });
  return found.size;
}

/** One that is published without a checksum is taken at its name, if it is a file of weights at all. */
async function unsigned(candidates: readonly Published[], file: string): Promise<Published | undefined> {
  const found = candidates.find((each) => each.md5 === undefined && fileName(each) === basename(file));
  if (found !== undefined) await (await openWeightFile(file)).close();
  return found;
}

async function copyInto(path: string, file: string, md5: string): Promise<void> {
  const copy = await openWhole(path);
  const hash = createHash('md5');
  let bytes = 0;
  try {
    const pieces: AsyncIterable<Uint8Array> = createReadStream(file, { highWaterMark: 1 << 20 });
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      await copy.write(piece);
    }
    const given = hash.digest('hex');
    // Somebody may write to it while it is read.
    if (given !== md5)
      throw new Problem(wrongChecksum(undefined, { path: file, expected: md5, given, bytes }));
  } catch (error) {
    await copy.discard();
    throw asProblem(file, error);
  }
  await copy.finish();
  // What a download had left behind went with its part.
  await rm(markOf(partOf(path)), { force: true });
}
