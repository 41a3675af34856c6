import { relative } from 'node:path';
import process from 'node:process';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { buildLayerGraph } from '../../ir/build-layer-graph.ts';
import type { WeightFacts } from '../../typecheck/check-options.ts';
import { Problem } from '../problem.ts';
import { openWeightFile } from '../weights/files/open-weight-file.ts';
import { at, judge } from '../weights/load.ts';
import { matchWeights } from '../weights/match.ts';
import { weightsThere, type WeightSource } from '../weights/resolve.ts';
import { wantedLayers } from '../weights/wanted.ts';
import { pixelsOfRun } from './pixels-of-run.ts';
import type { WeightWish } from './weight-wishes.ts';

/** What was seen of the weights that a module names. */
export interface SeenWeights {
  readonly facts: ReadonlyMap<string, WeightFacts>;
  /** About files that are there and do not fit. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks at weights that are there already; nothing is downloaded, and what is missing is not missed yet. */
export async function lookAtWeights(
  wishes: readonly WeightWish[],
  workingDirectory: string,
): Promise<SeenWeights> {
  const facts = new Map<string, WeightFacts>();
  const diagnostics: Diagnostic[] = [];
  for (const wish of wishes) {
    const { request, span } = wish;
    try {
      const source = await weightsThere(request, workingDirectory, span);
      if (source === undefined) continue;
      const { found, convention } = await look(wish, source);
      diagnostics.push(...found);
      const own = source.run !== undefined;
      const trainedOn = own ? await pixelsOfRun(source.run, workingDirectory) : undefined;
      facts.set(request.weights, { convention, own, trainedOn });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // A run that is not there is missed when it is needed.
      diagnostics.push(...at(span, error.diagnostics).filter(({ code }) => code !== 'NET7223'));
    }
  }
  return { facts, diagnostics };
}

async function look(
  { model, request, span }: WeightWish,
  source: WeightSource,
): Promise<{ readonly found: readonly Diagnostic[]; readonly convention: WeightFacts['convention'] }> {
  const file = await openWeightFile(relative(process.cwd(), source.path));
  try {
    const match = matchWeights(request, wantedLayers(request, buildLayerGraph(model)), file);
    return {
      found: [...at(span, file.notes), ...judge(request, source, match, span)],
      convention: match.convention,
    };
  } finally {
    await file.close();
  }
}
