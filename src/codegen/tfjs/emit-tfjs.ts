import { takesPhotos, type ExportFile, type ExportSubject } from '../export/export-subject.ts';
import { describeExport } from '../export/metadata.ts';
import { exportReadme } from '../export/readme.ts';
import { type } from '../savedmodel/attributes.ts';
import { GraphWriter } from '../savedmodel/graph-writer.ts';
import { lowerPrediction } from '../savedmodel/lower-prediction.ts';
import { base64 } from './base64.ts';
import { constantWeight, jsonNode, jsonPorts } from './graph-json.ts';
import { manifestWeight, type ManifestWeight } from './manifest.ts';
import { joined, shardsOf } from './shards.ts';

/** Bytes of weights that the page carries inside; a page opened from a file may read no other files. */
export const MOST_EMBEDDED = 30e6;

/**
 * A graph model of TensorFlow.js with a page that shows it, where it looks at photos alone. Weights are constants, as in the SavedModel, and stored as the
 * manifest of the format has them.
 */
export function emitTfjs(subject: ExportSubject): readonly ExportFile[] {
  const { model, shards } = graphModel(subject);
  const bytes = shards.flat().reduce((sum, { length }) => sum + length, 0);
  const page: readonly ExportFile[] = [
    { path: 'index.html', content: { asset: 'index.html' } },
    { path: 'page.js', content: { asset: 'page.js' } },
    ...(bytes > MOST_EMBEDDED ? [] : [{ path: 'model.js', content: embedded(model, shards) }]),
  ];
  return [
    { path: 'model.json', content: `${model}\n` },
    ...shards.map((content, index) => ({ path: shardName(index, shards.length), content })),
    ...(subject.facts.inputs.every(takesPhotos) ? page : []),
    { path: 'README.md', content: exportReadme(subject.facts, 'TensorFlow.js', usage(subject)) },
  ];
}

/** `model.json`, and the files of weights that it names. */
export function graphModel({ graph, weights, facts, options }: ExportSubject): {
  readonly model: string;
  readonly shards: readonly (readonly Uint8Array[])[];
} {
  const writer = new GraphWriter();
  const held: ManifestWeight[] = [];
  const signature = lowerPrediction(graph, weights, writer, (name, weight) => {
    const tensor = writer.add(name, 'Const', [], { dtype: type('float32') });
    held.push(manifestWeight(tensor, weight, options.quantize));
    return tensor;
  });
  const stored = [...held, ...writer.nodes.flatMap((node) => constantWeight(node) ?? [])];
  const shards = shardsOf(stored.map(({ bytes }) => bytes));
  const model = {
    format: 'graph-model',
    generatedBy: `netc ${facts.version}`,
    convertedBy: null,
    signature: { inputs: jsonPorts(signature.inputs), outputs: jsonPorts(signature.outputs) },
    userDefinedMetadata: describeExport(facts),
    modelTopology: { node: writer.nodes.map(jsonNode), versions: { producer: 1395, minConsumer: 12 } },
    weightsManifest: [
      {
        paths: shards.map((_, index) => shardName(index, shards.length)),
        weights: stored.map(({ entry }) => entry),
      },
    ],
  };
  return { model: JSON.stringify(model), shards };
}

const shardName = (index: number, count: number): string => `group1-shard${index + 1}of${count}.bin`;

/** A script that hands the page the same model, for a page that may not read files. */
function embedded(model: string, shards: readonly (readonly Uint8Array[])[]): readonly Uint8Array[] {
  const text = (part: string): Uint8Array => new TextEncoder().encode(part);
  return [
    text(`netcModel(${model},[`),
    ...shards.flatMap((shard) => [text('"'), base64(joined(shard)), text('",')]),
    text(']);\n'),
  ];
}

function usage({ facts }: ExportSubject): string {
  const feeds = facts.inputs.map(({ name, shape }) => `${name}: tf.zeros([1, ${shape.join(', ')}])`);
  const name = facts.outputs[0]?.name ?? '';
  const isShown = facts.inputs.every(takesPhotos);
  const page = isShown ? 'Open `index.html` and drop a photo on it. ' : '';
  return `${page}From a web server, or in a program of your own:

\`\`\`js
import * as tf from '@tensorflow/tfjs';

const model = await tf.loadGraphModel('model.json');
const result = model.execute({ ${feeds.join(', ')} }, '${name}');${isShown ? ' // photos: float32, 0 to 255' : ''}
result.print();
console.log(model.metadata.outputs); // names of classes, in their order
\`\`\`
`;
}
