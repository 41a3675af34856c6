import type { Augmentation, PhotoStep } from '../../src/typecheck/augment/augmentation.ts';
import { regimeTexts } from '../../src/report/regime-text.ts';
import type {
  ImageColumn,
  Label,
  LayerCall,
  LayerOptions,
  PlainValue,
  Split,
  TypedDataset,
  TypedEnsemble,
  TypedModel,
  TypedModule,
  TypedPhase,
  TypedTrain,
} from '../../src/typecheck/typed-module.ts';
import type { OptionDefinition } from '../../src/typecheck/layers/layer.ts';
import { lossOptions } from '../../src/typecheck/train/losses.ts';
import { metricText } from '../../src/typecheck/train/metrics.ts';
import { layerDefinition } from '../../src/typecheck/layers/registry.ts';

/** A checked program as text: one line a layer, with its path, options, inputs, shape and weights. */
export function printTyped(module: TypedModule): string {
  return [
    ...module.parameters.map(({ name, value }) => `param ${name} = ${printValue(value)}`),
    ...module.datasets.map(printDataset),
    ...module.models.map(printModel),
    ...module.trains.map(printTrain),
    ...module.ensembles.map(printEnsemble),
  ].join('\n');
}

function printDataset({ name, source, images, split, labels }: TypedDataset): string {
  if (source.kind === 'images') {
    const [image] = images;
    const kinds = labels.map((label) => `${label.name}: ${label.kind}(${label.classes?.join(', ') ?? '?'})`);
    const size = image === undefined ? '' : printSize(image.size);
    return `data ${name} = images("${source.path}") ${size} ${printSplit(split)} ${kinds.join(' ')}`;
  }
  return [
    `data ${name} = ${source.kind}("${source.path}") ${printSplit(split)}`,
    ...images.map(printImage),
    ...labels.map(printLabel),
  ].join('\n');
}

function printImage({ name, path, size }: ImageColumn): string {
  const parts = path.map((part) => (typeof part === 'string' ? part : `{${part.column}}`));
  return `  image ${name} ${printSize(size)} ${parts.join('')}`;
}

function printSize({ height, width, channels }: ImageColumn['size']): string {
  return `${height}x${width}${channels === 1 ? ' grey' : ''}`;
}

function printLabel({ name, kind, classes, columns, units, optional }: Label): string {
  const what = kind === 'vector' ? String(units) : kind === 'number' ? '' : (classes?.join(', ') ?? '?');
  return `  label ${name} ${kind}(${what}) from ${columns.join(' ')}${optional ? ' optional' : ''}`;
}

function printSplit(split: Split): string {
  if (split.kind === 'folders') return 'folders';
  if (split.kind === 'files') return `files(${split.validation})`;
  const by = split.by === undefined ? '' : `, by: ${split.by}`;
  return `${split.kind}(${split.train}, ${split.validation}, ${split.test}${by})`;
}

function printModel(model: TypedModel): string {
  const weights = model.layers.map(parameters);
  const total = weights.reduce((sum, count) => sum + count, 0);
  return [
    `model ${model.name}  ${total} parameters`,
    ...model.inputs.map(({ id, name, shape }) => `  %${id} ${name} [${shape.join(', ')}]`),
    ...model.layers.map((layer, index) => printLayer(layer, weights[index] ?? 0)),
    ...model.outputs.map(
      ({ name, tensor, trainOnly }) => `  ${trainOnly ? 'train ' : ''}output ${name} = %${tensor}`,
    ),
  ].join('\n');
}

function printLayer(layer: LayerCall, weights: number): string {
  const options = changed(layer.options, layerDefinition(layer.kind).options).join(', ');
  const inputs = layer.inputs.map((id) => `%${id}`).join(', ');
  const parts = [
    `  %${layer.id} ${layer.path} = ${layer.kind}(${options})`,
    inputs,
    `[${layer.shape.join(', ')}]`,
    ...(weights > 0 ? [`${weights} weights`] : []),
    ...(layer.weightsPath === layer.path ? [] : [`weights of ${layer.weightsPath}`]),
    ...(layer.trainOnly ? ['train only'] : []),
  ];
  return parts.join('  ');
}

function parameters({ kind, path, weightsPath, inputShapes, options }: LayerCall): number {
  if (path !== weightsPath) return 0;
  return layerDefinition(kind)
    .weights(inputShapes, options)
    .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

function printTrain(train: TypedTrain): string {
  const columns = Object.entries(train.inputColumns).map(([input, column]) => `${input} <- ${column}`);
  return [
    `train ${train.name} = ${train.model} on ${train.dataset}  seed ${train.seed}  ${columns.join(', ')}`,
    ...train.phases.map(printPhase),
  ].join('\n');
}

function printEnsemble({ name, sample, vote, members }: TypedEnsemble): string {
  const lines = members.map(
    (member) => `  ${member.name} = ${member.train}.${member.output}  seed + ${member.seedOffset}`,
  );
  return [`ensemble ${name}  sample ${sample}  vote ${vote}`, ...lines].join('\n');
}

function printPhase(phase: TypedPhase): string {
  const losses = phase.objective.map(
    ({ weight, kind, output, label, options }) =>
      `${weight} * ${kind}(${[output, label, ...changed(options, lossOptions[kind])].join(', ')})`,
  );
  const metrics = phase.metrics.map((term) => `${metricText(term)}(${term.output}, ${term.label})`);
  const { kind, weightDecay, ...options } = phase.optimizer;
  const decay = weightDecay === 0 ? {} : { weightDecay };
  const optimizer = Object.entries({ ...options, ...decay }).map(
    ([name, value]) => `${name}: ${String(value)}`,
  );
  return [
    `  phase ${phase.name}  batch ${phase.batch}  ${phase.length.count} ${phase.length.kind}`,
    `    minimize ${losses.join(' + ')}`,
    `    metrics ${metrics.join(', ')}`,
    ...(phase.classWeights === undefined ? [] : [`    class weights ${JSON.stringify(phase.classWeights)}`]),
    `    ${kind}(${optimizer.join(', ')})`,
    ...(phase.augment === undefined ? [] : [`    augment ${printAugmentation(phase.augment)}`]),
    ...(phase.cached === undefined ? [] : [`    cached ${phase.cached}`]),
    ...(phase.mix === undefined ? [] : [`    mix ${phase.mix.kind}(alpha: ${phase.mix.alpha})`]),
    ...regimeTexts(phase).map((setting) => `    ${setting}`),
    ...(phase.regime.stage === null ? [] : [`    stage ${phase.regime.stage.index}`]),
    `    frozen ${phase.frozen.length === 0 ? 'nothing' : phase.frozen.join(' ')}`,
  ].join('\n');
}

function printAugmentation({ name, steps, fill }: Augmentation): string {
  const level = fill.mode === 'constant' ? ` ${fill.level}` : '';
  return `${name === undefined ? '' : `${name} = `}${printSteps(steps)}  fill ${fill.mode}${level}`;
}

function printSteps(steps: readonly PhotoStep[]): string {
  return steps.length === 0 ? 'none' : steps.map(printStep).join(' -> ');
}

function printStep(step: PhotoStep): string {
  if (step.kind === 'one_of') return `one_of[${step.choices.map(printSteps).join(', ')}]`;
  if (step.kind === 'maybe') return `maybe(${step.probability}, ${printSteps(step.steps)})`;
  const { kind, ...options } = step;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(options);
  return `${kind}(${entries.map(([name, value]) => `${name}: ${printOption(value)}`).join(', ')})`;
}

function printOption(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.values(value).join(' to ') : String(value);
}

/** Options that are not their defaults. */
function changed(
  options: LayerOptions,
  standard: readonly Pick<OptionDefinition, 'name' | 'default'>[],
): readonly string[] {
  return Object.entries(options)
    .filter(([name, value]) => {
      const written = standard.find((option) => option.name === name)?.default;
      return JSON.stringify(written) !== JSON.stringify(value);
    })
    .map(([name, value]) => `${name}: ${printValue(value)}`);
}

function printValue(value: PlainValue): string {
  if (value === null) return 'none';
  return typeof value === 'object' ? `[${value.map(printValue).join(', ')}]` : String(value);
}
