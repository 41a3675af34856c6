import type { ExportSubject } from '../../src/codegen/export/export-subject.ts';
import { createWasmEngine } from '../../src/runtime/engines/tfjs/index.ts';
import type { NdArray } from '../support/interpreter/array.ts';

/** What a subject's graph makes of levels, by netc's own engine; by the outputs' names. */
export async function predictedByWasm(
  { program, graph, weights }: Pick<ExportSubject, 'program' | 'graph' | 'weights'>,
  levels: Readonly<Record<string, NdArray>>,
): Promise<Readonly<Record<string, readonly number[]>>> {
  const engine = await createWasmEngine();
  const session = await engine.load({ ...program, phases: [], predict: graph });
  await session.assign(new Map(weights.map(({ path, data }) => [path, data])));
  const feeds = Object.entries(levels).map(([name, { shape, data }]) => {
    return [`input/${name}`, { dtype: 'float32', shape, data: Float32Array.from(data) }] as const;
  });
  const results = await session.run('predict', Object.fromEntries(feeds));
  await session.dispose();
  return Object.fromEntries(
    Object.entries(results).map(([name, { data }]) => [name.replace('prediction/', ''), [...data]]),
  );
}
