import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { ExportFile } from '../../src/codegen/export/export-subject.ts';

/** The bytes of a file of an export. */
export function bytesOf(files: readonly ExportFile[], name: string): Uint8Array {
  const content = files.find(({ path }) => path === name)?.content;
  if (content === undefined) throw new Error(`the export has no ${name}`);
  if (typeof content === 'string') return new TextEncoder().encode(content);
  if ('asset' in content) throw new Error(`${name} is a file of netc`);
  return Buffer.concat(content);
}

/** Opens an export to TensorFlow.js with its own library, as `loadGraphModel(url)` does. */
export function openGraphModel(files: readonly ExportFile[]): Promise<GraphModel> {
  const json = JSON.parse(Buffer.from(bytesOf(files, 'model.json')).toString()) as tf.io.ModelJSON;
  return loadGraphModel({
    load: () =>
      tf.io.getModelArtifactsForJSON(json, (manifest) => {
        const shards = manifest.flatMap(({ paths }) => paths.map((path) => bytesOf(files, path)));
        const data = Uint8Array.from(Buffer.concat(shards)).buffer;
        return Promise.resolve([tf.io.getWeightSpecs(manifest), data]);
      }),
  });
}

/** What a model says of photos as grey levels: by output, all numbers. */
export function runGraphModel(
  model: GraphModel,
  feeds: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>>,
): Readonly<Record<string, Float32Array>> {
  const tensors = Object.fromEntries(
    Object.entries(feeds).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
  );
  const results = [model.execute(tensors, model.outputNodes)].flat();
  const numbers = Object.fromEntries(
    model.outputNodes.map((name, index) => [
      name,
      results[index]?.dataSync<'float32'>().slice() ?? new Float32Array(),
    ]),
  );
  tf.dispose([tensors, results]);
  return numbers;
}
