import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { noWeightFile } from '../../diagnostics/catalogue/pretrained.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { WeightRequest } from '../../ir/program.ts';
import type { Span } from '../../source/span.ts';
import { Problem } from '../problem.ts';
import { findRun } from './find-run.ts';
import { cachedFor, getPublished, type Getting } from './published/get-published.ts';

/** Where weights come from, as files. */
export interface WeightSource {
  /** As messages show it. */
  readonly shown: string;
  /** A file, or the folder of a model. */
  readonly path: string;
  /** The folder of the run that made them. */
  readonly run: string | undefined;
}

/** What `weights` says: the name of published ones, a run, or a file. */
export function kindOfWeights(weights: string): 'published' | 'run' | 'file' {
  if (weights === 'imagenet') return 'published';
  return weights.startsWith('run:') ? 'run' : 'file';
}

/**
 * The file that a request means, downloaded where it has to be.
 * @throws Problem NET7220 or NET7223 where there is none, NET7224 to NET7226 where it cannot be had
 */
export async function resolveWeights(
  request: WeightRequest,
  workingDirectory: string,
  span: Span | undefined,
  getting: Getting,
): Promise<WeightSource> {
  if (kindOfWeights(request.weights) === 'published') {
    const path = await getPublished(request, span, getting);
    return { shown: basename(path), path, run: undefined };
  }
  const found = await weightsThere(request, workingDirectory, span);
  if (found !== undefined) return found;
  const path = filePath(request, workingDirectory);
  const beside = (await readdir(dirname(path)).catch(() => [])).filter((name) => weightNames.test(name));
  const similar = nearest(basename(path), beside);
  const given = dirname(request.weights);
  throw new Problem(
    noWeightFile(span, {
      path: relative(workingDirectory, path),
      reason: 'there is no such file',
      similar: similar && (given === '.' ? similar : join(given, similar)),
    }),
  );
}

const weightNames = /\.(h5|keras|safetensors|json)$/;

/**
 * The file that a request means, where it is there already; nothing is downloaded.
 * @throws Problem NET7223 or NET7224 where the request names what cannot be
 */
export async function weightsThere(
  request: WeightRequest,
  workingDirectory: string,
  span: Span | undefined,
): Promise<WeightSource | undefined> {
  const { weights } = request;
  switch (kindOfWeights(weights)) {
    case 'published': {
      const path = cachedFor(request, span);
      return path === undefined ? undefined : { shown: basename(path), path, run: undefined };
    }
    case 'run': {
      const found = await findRun(workingDirectory, weights.slice('run:'.length), span);
      return { shown: relative(workingDirectory, found.weights), path: found.weights, run: found.path };
    }
    case 'file': {
      const path = filePath(request, workingDirectory);
      return existsSync(path) ? { shown: relative(workingDirectory, path), path, run: undefined } : undefined;
    }
  }
}

/** Paths are relative to the file that says them. */
const filePath = ({ file, weights }: WeightRequest, workingDirectory: string): string =>
  resolve(workingDirectory, dirname(file), weights);
