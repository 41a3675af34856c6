import { readFileSync } from 'node:fs';
import { addGradients } from '../../src/ir/gradients.ts';
import { GraphBuilder } from '../../src/ir/graph-builder.ts';
import type { Origin } from '../../src/ir/layer-graph.ts';
import type { DataType, OpAttributes, OpGraph, OpKind, ValueId } from '../../src/ir/op-graph.ts';
import type { Program } from '../../src/ir/program.ts';
import type { HostTensor } from '../../src/runtime/engines/engine.ts';

/** A tensor as the oracle writes it. */
export interface FixtureTensor {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly data: readonly (number | boolean)[];
}

/** One op on given inputs: its result, and its gradients for a given gradient of the result. */
export interface OpCase {
  readonly name: string;
  readonly kind: OpKind;
  readonly attributes: OpAttributes[OpKind];
  readonly inputs: readonly FixtureTensor[];
  readonly output: FixtureTensor;
  readonly upstream?: FixtureTensor;
  readonly gradients?: readonly (FixtureTensor | null)[];
}

/** Every case of the oracle, by kind of op. */
export function opCases(): ReadonlyMap<OpKind, readonly OpCase[]> {
  const text = readFileSync(new URL('../fixtures/ops.json', import.meta.url), 'utf8');
  // The fixture is ours, written by scripts/oracles/ops.py in this form.
  const cases = JSON.parse(text) as readonly OpCase[];
  const byKind = new Map<OpKind, OpCase[]>();
  for (const each of cases) byKind.set(each.kind, [...(byKind.get(each.kind) ?? []), each]);
  return byKind;
}

/** Cases that are one program, so that an engine loads it once: results are `PLACE` and `PLACE/gradient/INPUT`. */
export interface CaseProgram {
  readonly program: Program;
  readonly feeds: Readonly<Record<string, HostTensor>>;
  readonly expected: ReadonlyMap<string, { readonly label: string; readonly tensor: FixtureTensor }>;
}

export function caseProgram(cases: readonly OpCase[]): CaseProgram {
  const origin: Origin = { path: 'case', file: 'ops.json', line: 1 };
  const builder = new GraphBuilder(origin);
  const feeds: Record<string, HostTensor> = {};
  const outputs: Record<string, ValueId> = {};
  const expected = new Map<string, { label: string; tensor: FixtureTensor }>();

  /** Engines are fed numbers; a condition is what lies above zero. */
  const feed = (name: string, tensor: FixtureTensor): ValueId => {
    const dtype = tensor.dtype === 'int32' ? 'int32' : 'float32';
    const values = tensor.data.map(Number);
    feeds[name] =
      dtype === 'int32'
        ? { dtype, shape: tensor.shape, data: Int32Array.from(values) }
        : { dtype, shape: tensor.shape, data: Float32Array.from(values) };
    const value = builder.input(name, { dtype, shape: tensor.shape });
    return tensor.dtype === 'bool' ? builder.add('greater', [value, builder.scalar(0)], {}) : value;
  };
  const give = (name: string, label: string, value: ValueId, tensor: FixtureTensor): void => {
    const type = builder.type(value);
    outputs[name] =
      type.dtype === 'bool' ? builder.add('cast', [value], {}, { ...type, dtype: 'float32' }) : value;
    expected.set(name, { label, tensor });
  };

  for (const [place, each] of cases.entries()) {
    const inputs = each.inputs.map((tensor, index) => feed(`${place}/${index}`, tensor));
    const { dtype, shape } = each.output;
    const result = builder.add(each.kind, inputs, each.attributes, { dtype, shape });
    give(`${place}`, each.name, result, each.output);
    if (each.upstream === undefined || each.gradients === undefined) continue;
    const weighted = builder.binary('mul', result, feed(`${place}/upstream`, each.upstream));
    const axes = shape.map((_, axis) => axis);
    const scalar =
      axes.length === 0 ? weighted : builder.add('reduce_sum', [weighted], { axes, keepDimensions: false });
    const wanted = new Set(inputs.filter((_, index) => each.gradients?.[index] != null));
    const gradients = addGradients(builder, scalar, differentiable(each, inputs, wanted));
    for (const [index, tensor] of each.gradients.entries()) {
      const gradient = gradients.get(inputs[index] ?? -1);
      if (tensor === null || gradient === undefined) continue;
      give(`${place}/gradient/${index}`, `${each.name}, gradient of input ${index}`, gradient, tensor);
    }
  }
  return { program: programOf(builder.finish('predict', outputs)), feeds, expected };
}

/** Targets of a cross-entropy are data: nobody asks for their gradient. */
function differentiable(
  each: OpCase,
  inputs: readonly ValueId[],
  wanted: ReadonlySet<ValueId>,
): ReadonlySet<ValueId> {
  return each.kind.endsWith('_cross_entropy') ? new Set(inputs.slice(0, 1)) : wanted;
}

/** A program that has this graph and nothing else. */
function programOf(predict: OpGraph): Program {
  return {
    train: 'case',
    model: { model: 'Case', inputs: [], layers: [], outputs: [], weights: [] },
    dataset: 'none',
    seed: 0,
    precision: 'float32',
    inputs: [],
    outputs: [],
    labels: [],
    weights: [],
    variables: [],
    phases: [],
    predict,
  };
}
