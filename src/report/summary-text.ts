import { trainingBytes } from '../codegen/training-memory.ts';
import type { LayerGraph } from '../ir/layer-graph.ts';
import type { PhaseProgram, Program } from '../ir/program.ts';
import type { LayerRow, PhaseColumn } from './layer-rows.ts';
import { bytesPerNumber, foldRows, layerRows, phasesOf } from './layer-rows.ts';
import { bytes, counted, flops, grouped, shapeText } from './numbers.ts';
import { parameterCount, parametersAt } from './summary.ts';
import { textTable } from './table.ts';

/**
 * The models and trains of a file as tables for a terminal.
 * @param depth steps of paths that stay apart: layers below are one row; undefined for a row a layer
 */
export function summaryText(
  models: readonly LayerGraph[],
  programs: readonly Program[],
  depth?: number,
): string {
  const parts = [...models.map((model) => modelText(model, programs, depth)), ...programs.map(trainText)];
  return parts.join('\n\n') + '\n';
}

/**
 * One line a layer, or a path of `depth` steps: kind, output shape, parameters, how many of them each phase trains
 * (where some phase leaves some out), operations and bytes for one sample, what it is connected to; then the totals.
 */
export function modelText(model: LayerGraph, programs: readonly Program[] = [], depth?: number): string {
  const all = parameterCount(model.weights);
  const trainable = parameterCount(model.weights.filter((weight) => weight.trainable));
  const phases = phasesOf(model, programs);
  const layers = layerRows(model, phases);
  const shown = depth === undefined ? layers : foldRows(layers, depth);
  const selective = phases.filter(
    (_, phase) => shown.reduce((sum, row) => sum + (row.trainable[phase] ?? 0), 0) < trainable,
  );
  const columns = [
    { title: 'layer' },
    { title: 'kind' },
    { title: 'output' },
    { title: 'parameters', align: 'right' },
    ...(selective.length === 0 ? [] : phases).map((phase) => ({
      title: `trained in ${phaseTitle(phase, phases)}`,
      align: 'right' as const,
    })),
    { title: 'FLOPs', align: 'right' },
    { title: 'memory', align: 'right' },
    { title: 'connected to' },
  ] as const;
  const blanks = selective.length === 0 ? [] : phases.map(() => '');
  const rows = [
    ...model.inputs.map(({ name, shape }) => [name, 'input', shapeText(shape), '', ...blanks, '', '', '']),
    ...shown.map((row) => [
      row.path,
      kindText(row),
      shapeText(row.output),
      row.shared ? 'shared' : grouped(row.params),
      ...blanks.map((_, phase) => grouped(row.trainable[phase] ?? 0)),
      flops(row.flops)
        .replace(/FLOPs$/, '')
        .trim(),
      bytes(row.activationBytes),
      row.connectedTo.join(', '),
    ]),
  ];
  const names = new Map([
    ...model.inputs.map(({ id, name }) => [id, name] as const),
    ...model.layers.map(({ id, path }) => [id, path] as const),
  ]);
  const cost = layers.reduce((sum, layer) => sum + layer.flops, 0);
  const held = layers.reduce((sum, layer) => sum + layer.activationBytes, 0);
  return [
    `model ${model.model}`,
    '',
    textTable(columns, rows),
    '',
    `${counted(all, 'parameter')} (${bytes(all * bytesPerNumber)}): ` +
      `${grouped(trainable)} trainable, ${grouped(all - trainable)} not`,
    `${flops(cost)} for one sample, forward; ${bytes(held)} of results`,
    ...model.outputs.map(
      ({ name, tensor, shape, trainOnly }) =>
        `output ${name}${trainOnly ? ' (training only)' : ''}: ${shapeText(shape)} from ${names.get(tensor) ?? '?'}`,
    ),
  ].join('\n');
}

function kindText({ kind, layers, trainOnly }: LayerRow): string {
  const what = kind ?? counted(layers, 'layer');
  return trainOnly ? `${what} (training)` : what;
}

/** The phase, with its train where there are several. */
function phaseTitle({ train, phase }: PhaseColumn, all: readonly PhaseColumn[]): string {
  return all.every((other) => other.train === train) ? phase : `${train}.${phase}`;
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
    bytes(trainingBytes(program, phase)),
  ]);
  return [
    `train ${program.train} = ${program.model.model} on ${program.dataset}`,
    '',
    textTable(columns, rows),
  ].join('\n');
}

/** `30 epochs`, `500 steps`; `to epoch 10` for a stage of a phase that unfreezes gradually. */
export function lengthText({ length, regime }: Pick<PhaseProgram, 'length' | 'regime'>): string {
  if (regime.stage !== null) return `to epoch ${length.count}`;
  return counted(length.count, length.kind === 'epochs' ? 'epoch' : 'step');
}
