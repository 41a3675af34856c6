import { writeFileSync } from 'node:fs';
import { buildLayerGraph } from '../../src/ir/build-layer-graph.ts';
import type { LayerGraph } from '../../src/ir/layer-graph.ts';
import type { WeightRequest } from '../../src/ir/program.ts';
import { weightRequests } from '../../src/ir/weight-requests.ts';
import { parse } from '../../src/parser/parse.ts';
import { encodeSafetensors } from '../../src/runtime/weights/safetensors.ts';
import type { StoredTensor, WeightFile, WeightFormat } from '../../src/runtime/weights/weight-file.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { drawWeight } from './draws.ts';

/** The only model of a text, and what of it begins with weights from elsewhere. */
export function wishOf(text: string): {
  readonly graph: LayerGraph;
  readonly requests: readonly WeightRequest[];
} {
  const parsed = parse(sourceFile('net.net', text));
  const checked = check(parsed.value);
  const wrong = [...parsed.diagnostics, ...checked.diagnostics].filter(
    ({ severity }) => severity === 'error',
  );
  const [model] = checked.value.models;
  if (model === undefined || wrong.length > 0) throw new Error(wrong.map(({ title }) => title).join('\n'));
  return { graph: buildLayerGraph(model), requests: weightRequests(model, { weights: undefined }) };
}

/** A file that holds these arrays, by names such as `conv1/kernel` and `features.0.weight`. */
export function storedFile(
  shapes: Readonly<Record<string, readonly number[]>>,
  format: WeightFormat = 'keras-h5',
): Pick<WeightFile, 'tensors' | 'format'> {
  const tensors = Object.entries(shapes).map(([name, shape]): StoredTensor => {
    const at = Math.max(name.lastIndexOf('/'), name.includes('/') ? 0 : name.lastIndexOf('.'));
    return { name, layer: name.slice(0, at), part: name.slice(at + 1), shape, dtype: 'float32' };
  });
  return { tensors, format };
}

/** Writes drawn numbers as safetensors, by names and shapes; what was drawn. */
export function writeWeightFile(
  path: string,
  shapes: Readonly<Record<string, readonly number[]>>,
): ReadonlyMap<string, Float32Array> {
  const tensors = Object.entries(shapes).map(([name, shape]) => ({
    name,
    shape,
    data: drawWeight(name, shape),
  }));
  const pieces = encodeSafetensors({ tensors, metadata: { format: 'pt' } });
  writeFileSync(path, Buffer.concat(pieces));
  return new Map(tensors.map(({ name, data }) => [name, data]));
}
