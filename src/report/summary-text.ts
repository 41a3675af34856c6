import type { LayerGraph } from '../ir/layer-graph.ts';
import type { PhaseProgram, Program } from '../ir/program.ts';
import { bytes, counted, flops, grouped, shapeText } from './numbers.ts';
import { parameterCount, parametersAt } from './summary.ts';
import { textTable } from './table.ts';

const bytesPerNumber = 4;

/** The models and trains of a file as tables for a terminal. */
export function summaryText(models: readonly LayerGraph[], programs: readonly Program[]): string {
  return [...models.map(modelText), ...programs.map(trainText)].join('\n\n') + '\n';
}

/** One line a layer: path, kind, output shape, parameters, what it is connected to; then the totals. */
export function modelText(model: LayerGraph): string {
  const names = new Map([
    ...model.inputs.map(({ id, name }) => [id, name] as const),
    ...model.layers.map(({ id, path }) => [id, path] as const),
  ]);
  const columns = [
    { title: 'layer' },
    { title: 'kind' },
    { title: 'output' },
    { title: 'parameters', align: 'right' },
    { title: 'connected to' },
  ] as const;
  const rows = [
    ...model.inputs.map(({ name, shape }) => [name, 'input', shapeText(shape), '', '']),
    ...model.layers.map(({ path, kind, shape, parameters, weights, inputs, trainOnly }) => [
      path,
      trainOnly ? `${kind} (training)` : kind,
      shapeText(shape),
      weights.length > 0 && parameters === 0 ? 'shared' : grouped(parameters),
      inputs.map((id) => names.get(id) ?? '?').join(', '),
    ]),
  ];
  const all = parameterCount(model.weights);
  const trainable = parameterCount(model.weights.filter((weight) => weight.trainable));
  const cost = model.layers.reduce((sum, layer) => sum + layer.flops, 0);
  return [
    `model ${model.model}`,
    '',
    textTable(columns, rows),
    '',
    `${counted(all, 'parameter')} (${bytes(all * bytesPerNumber)}): ` +
      `${grouped(trainable)} trainable, ${grouped(all - trainable)} not`,
    `${flops(cost)} for one sample, forward`,
    ...model.outputs.map(
      ({ name, tensor, shape, trainOnly }) =>
        `output ${name}${trainOnly ? ' (training only)' : ''}: ${shapeText(shape)} from ${names.get(tensor) ?? '?'}`,
    ),
  ].join('\n');
}

/** One line a phase: what it trains, and what a step costs. */
export function trainText(program: Program): string {
  const columns = [
    { title: 'phase' },
    { title: 'length' },
    { title: 'batch', align: 'right' },
    { title: 'trainable', align: 'right' },
    { title: 'frozen', align: 'right' },
    { title: 'a step costs', align: 'right' },
    { title: 'memory', align: 'right' },
  ] as const;
  const rows = program.phases.map((phase) => [
    phase.name,
    lengthText(phase),
    String(phase.batch),
    grouped(parametersAt(program, phase.trainable)),
    grouped(parametersAt(program, phase.frozen)),
    flops(phase.cost.flops),
    bytes(phase.cost.peakBytes),
  ]);
  return [
    `train ${program.train} = ${program.model.model} on ${program.dataset}`,
    '',
    textTable(columns, rows),
  ].join('\n');
}

/** `30 epochs`, `500 steps`. */
export function lengthText({ length }: Pick<PhaseProgram, 'length'>): string {
  return counted(length.count, length.kind === 'epochs' ? 'epoch' : 'step');
}
