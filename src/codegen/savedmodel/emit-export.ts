import type { ExportFile, ExportOutput, ExportSubject } from '../export/export-subject.ts';
import { exportReadme } from '../export/readme.ts';
import { tensorShape } from './attributes.ts';
import { SERVE_TAG } from './emit-savedmodel.ts';
import { GraphWriter } from './graph-writer.ts';
import { lowerPrediction } from './lower-prediction.ts';
import { DataType, SavedModel, type SavedModelMessage, type SignatureDefinition } from './messages.ts';
import { signatureDefinition } from './signature.ts';
import { writeWeight } from './write-weight.ts';

/**
 * A SavedModel that predicts by itself: the signature `serving_default` from inputs to outputs by their names, and
 * `classes`, which gives the names of the classes as texts.
 *
 * Weights are constants of the graph rather than variables: TensorFlow Serving, `tf.saved_model.load`, TensorFlow Lite and
 * TensorFlow.js all take such a graph as it is, no checkpoint can be separated from it, and the optimiser of TensorFlow can
 * compute beforehand what depends on weights alone. The bound on a protocol buffer, 2 GB, is four times VGG16.
 */
export function emitSavedModelExport(subject: ExportSubject): readonly ExportFile[] {
  const { facts } = subject;
  return [
    { path: 'saved_model.pb', content: [SavedModel.encode(exportMessage(subject)).finish()] },
    ...facts.outputs
      .filter(({ classes }) => classes.length > 0)
      .map(({ name, classes }) => ({
        path: `assets.extra/${name}.txt`,
        content: `${classes.join('\n')}\n`,
      })),
    { path: 'README.md', content: exportReadme(facts, 'TensorFlow', usage(subject)) },
  ];
}

/** The SavedModel of an export. */
export function exportMessage({ graph, weights, facts, options }: ExportSubject): SavedModelMessage {
  const writer = new GraphWriter();
  const signature = lowerPrediction(graph, weights, writer, (name, weight) =>
    writeWeight(writer, name, weight, options.quantize),
  );
  const signatureDef: Record<string, SignatureDefinition> = {
    serving_default: signatureDefinition(signature),
  };
  const classes = classNames(writer, facts.outputs);
  if (classes !== undefined) signatureDef['classes'] = classes;
  return {
    savedModelSchemaVersion: 1,
    metaGraphs: [
      {
        metaInfoDef: { tags: [SERVE_TAG] },
        graphDef: { node: writer.nodes },
        signatureDef,
      },
    ],
  };
}

/** The signature that gives the names of each output's classes; undefined where there are none. */
function classNames(writer: GraphWriter, outputs: readonly ExportOutput[]): SignatureDefinition | undefined {
  const named = outputs.filter(({ classes }) => classes.length > 0);
  if (named.length === 0) return undefined;
  const dtype = DataType.DT_STRING;
  const encoder = new TextEncoder();
  const results = named.map(({ name, classes }, index) => {
    const shape = tensorShape([classes.length]);
    const texts = classes.map((text) => encoder.encode(text));
    const value = { tensor: { dtype, tensorShape: shape, stringVal: texts } };
    const node = writer.add(`classes/${index}`, 'Const', [], { dtype: { type: dtype }, value });
    return [name, { name: `${node}:0`, dtype, tensorShape: shape }] as const;
  });
  return { inputs: {}, outputs: Object.fromEntries(results), methodName: 'tensorflow/serving/predict' };
}

function usage({ facts }: ExportSubject): string {
  const feeds = facts.inputs.map(({ name, shape }) => `${name}=tf.zeros([1, ${shape.join(', ')}])`);
  const [output] = facts.outputs;
  return `\`\`\`python
import tensorflow as tf

model = tf.saved_model.load(".")
predict = model.signatures["serving_default"]
result = predict(${feeds.join(', ')})  # photos: float32, 0 to 255
print(result["${output?.name ?? ''}"].numpy())
${output !== undefined && output.classes.length > 0 ? `print(model.signatures["classes"]()["${output.name}"].numpy())\n` : ''}\`\`\`
`;
}
