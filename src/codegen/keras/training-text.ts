import type { AnyOp } from '../../ir/op-graph.ts';
import type { Program } from '../../ir/program.ts';
import { takesPhotos, type ExportOutput, type ExportSubject } from '../export/export-subject.ts';
import { python, type PythonValue } from './python.ts';

/** How an output learns on: Keras's loss, and how a folder of photos gives its labels. */
const learning = {
  binary: { loss: 'binary_crossentropy', labels: 'binary' },
  margin: { loss: 'hinge', labels: 'binary' },
  class: { loss: 'sparse_categorical_crossentropy', labels: 'int' },
} as const;

/**
 * The function that trains on with photos of a folder; undefined where a folder is not what the model learns from. It
 * begins with the optimizer and the learning rate of the run's last phase.
 */
export function trainingText({ program, facts }: ExportSubject): string | undefined {
  const [input, ...more] = facts.inputs;
  const [output, ...others] = facts.outputs;
  const lesson = output === undefined ? undefined : lessonOf(output);
  if (input === undefined || output === undefined || lesson === undefined || !takesPhotos(input))
    return undefined;
  if (more.length > 0 || others.length > 0) return undefined;
  const [height = 0, width = 0, channels = 3] = input.shape;
  const phase = program.phases.at(-1);
  const options = [
    `label_mode=${python(lesson.labels)}`,
    `class_names=CLASSES[${python(output.name)}]`,
    `color_mode=${python(channels === 1 ? 'grayscale' : 'rgb')}`,
    `image_size=${python([height, width])}`,
    `batch_size=${phase?.batch ?? 32}`,
    ...(input.resize.kind === 'stretch' ? [] : [`${input.resize.kind}_to_aspect_ratio=True`]),
  ];
  return `def train(model, folder, epochs, learning_rate=${python(phase?.learningRate ?? 0.001)}):
    """Trains on with photos of folder/CLASS; for layers to stay as they are, set \`layer.trainable = False\` before."""
    photos = keras.utils.image_dataset_from_directory(
        folder,
${options.map((option) => `        ${option},`).join('\n')}
    )
    optimizer = ${optimizerText(program)}
    model.compile(optimizer, loss=${python(lesson.loss)}, metrics=["accuracy"])
    return model.fit(photos, epochs=epochs)
`;
}

function lessonOf({ kind, margin }: ExportOutput): (typeof learning)[keyof typeof learning] | undefined {
  if (margin) return learning.margin;
  return kind === 'binary' || kind === 'class' ? learning[kind] : undefined;
}

/** The optimizer of the last phase, as Keras has it. */
function optimizerText(program: Program): string {
  const nodes = program.phases.at(-1)?.trainStep.nodes ?? [];
  const [optimizer] = nodes.flatMap((node) => optimizerOf(node) ?? []);
  const { name, options } = optimizer ?? { name: 'Adam', options: {} };
  const list = Object.entries(options).map(([key, value]) => `, ${key}=${python(value)}`);
  return `keras.optimizers.${name}(learning_rate${list.join('')})`;
}

interface KerasOptimizer {
  readonly name: string;
  readonly options: Readonly<Record<string, PythonValue>>;
}

function optimizerOf(node: AnyOp): KerasOptimizer | undefined {
  switch (node.kind) {
    case 'apply_sgd': {
      const { momentum, nesterov } = node.attributes;
      return { name: 'SGD', options: { momentum, nesterov } };
    }
    case 'apply_rmsprop': {
      const { rho, momentum, epsilon } = node.attributes;
      return { name: 'RMSprop', options: { rho, momentum, epsilon } };
    }
    case 'apply_adam': {
      const { beta1: beta_1, beta2: beta_2, epsilon, decay } = node.attributes;
      return { name: 'Adam', options: { beta_1, beta_2, epsilon, weight_decay: decay } };
    }
    case 'apply_adagrad':
      return { name: 'Adagrad', options: { epsilon: node.attributes.epsilon } };
    case 'apply_adadelta': {
      const { rho, epsilon } = node.attributes;
      return { name: 'Adadelta', options: { rho, epsilon } };
    }
    case 'apply_lion': {
      const { beta1: beta_1, beta2: beta_2 } = node.attributes;
      return { name: 'Lion', options: { beta_1, beta_2 } };
    }
    default:
      return undefined;
  }
}
