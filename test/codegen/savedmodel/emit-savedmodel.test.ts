import { describe, expect, test } from 'vitest';
import { emitSavedModel, planSavedModel } from '../../../src/codegen/savedmodel/emit-savedmodel.ts';
import { DataType, SavedModel, type NodeDefinition } from '../../../src/codegen/savedmodel/messages.ts';
import { compile } from '../../../src/ir/compile.ts';
import type { AnyOp, OpGraph } from '../../../src/ir/op-graph.ts';
import { origin, plainProgram } from '../../support/plain-program.ts';
import { typedSmallConvnet } from '../../support/typed-small-convnet.ts';

const module = typedSmallConvnet();
const program = compile(module, module.trains[0]?.name ?? '').value;
const bytes = emitSavedModel(program);
const model = SavedModel.decode(bytes);
const graph = model.metaGraphs[0];
const nodes = new Map((graph?.graphDef?.node ?? []).map((node) => [node.name ?? '', node]));

const inputsOf = (node: NodeDefinition | undefined): readonly string[] => node?.input ?? [];
const nodeOf = (input: string): string => input.replace(/^\^/, '').replace(/:\d+$/, '');

/** Names of all nodes that a node waits for. */
function ancestors(name: string, seen = new Set<string>()): Set<string> {
  for (const input of inputsOf(nodes.get(name)).map(nodeOf)) {
    if (seen.has(input)) continue;
    seen.add(input);
    ancestors(input, seen);
  }
  return seen;
}

describe('the SavedModel of the small ConvNet', () => {
  test('has a signature for each graph and for the variables', () => {
    expect(Object.keys(graph?.signatureDef ?? {}).sort()).toEqual([
      'assign',
      'evaluate_0',
      'initialize',
      'predict',
      'read',
      'train_0',
    ]);
    expect(graph?.metaInfoDef?.tags).toEqual(['serve']);
  });

  test('holds no weights', () => {
    expect(bytes.length).toBeLessThan(60_000);
  });

  test('names every node once, in characters that TensorFlow and a list separated by commas allow', () => {
    expect(nodes.size).toBe(graph?.graphDef?.node?.length);
    for (const name of nodes.keys()) expect(name).toMatch(/^[A-Za-z0-9.][A-Za-z0-9_./]*$/);
  });

  test('uses only nodes that are there', () => {
    for (const node of nodes.values()) {
      for (const input of inputsOf(node)) expect(nodes.has(nodeOf(input)), input).toBe(true);
    }
  });

  test('says type and shape of everything that is fed and fetched', () => {
    for (const [key, { inputs, outputs }] of Object.entries(graph?.signatureDef ?? {})) {
      for (const [name, info] of Object.entries({ ...inputs, ...outputs })) {
        expect(info.tensorShape, `${key} ${name}`).toBeTruthy();
        expect(info.dtype, `${key} ${name}`).not.toBe(DataType.DT_INVALID);
        expect(nodes.has(nodeOf(info.name ?? '')), `${key} ${name}`).toBe(true);
      }
    }
  });

  test('feeds a train step with what the program says', () => {
    const inputs = graph?.signatureDef?.['train_0']?.inputs ?? {};
    expect(Object.keys(inputs).sort()).toEqual(['input/photo', 'label/kind', 'learning_rate', 'seed']);
    // Decoding gives 64-bit numbers as objects of their own.
    const sizes = inputs['input/photo']?.tensorShape?.dim?.map(({ size }) => Number(String(size)));
    expect(sizes).toEqual([-1, 150, 150, 3]);
  });

  test('updates every trainable weight in one fused node', () => {
    const updates = [...nodes.values()].filter(({ op }) => op === 'ResourceApplyRMSProp');
    expect(updates).toHaveLength(program.phases[0]?.trainable.length ?? 0);
  });

  test('reads before it writes, and writes before it answers', () => {
    const updates = [...nodes.values()].filter(({ op }) => op?.startsWith('ResourceApply'));
    const reads = [...nodes.values()].filter(
      ({ op, name }) => op === 'ReadVariableOp' && name?.startsWith('train_0/'),
    );
    expect(reads.length).toBeGreaterThan(0);
    for (const update of updates) {
      const before = ancestors(update.name ?? '');
      for (const read of reads) expect(before.has(read.name ?? '')).toBe(true);
    }
    const loss = ancestors(nodeOf(graph?.signatureDef?.['train_0']?.outputs?.['loss']?.name ?? ''));
    for (const update of updates) expect(loss.has(update.name ?? '')).toBe(true);
  });

  test('leaves updates out of what evaluates and predicts', () => {
    for (const key of ['evaluate_0', 'predict']) {
      for (const info of Object.values(graph?.signatureDef?.[key]?.outputs ?? {})) {
        const ops = [...ancestors(nodeOf(info.name ?? ''))].map((name) => nodes.get(name)?.op ?? '');
        expect(ops.filter((op) => /^(ResourceApply|Assign)/.test(op))).toEqual([]);
      }
    }
  });

  test('assigns a copy of what it is given', () => {
    for (const { assigned } of planSavedModel(program).variables) {
      const ops = [...ancestors(nodeOf(assigned.tensor))].map((name) => nodes.get(name)?.op);
      expect(ops).toContain('DeepCopy');
    }
  });
});

describe('constants', () => {
  const constants = (values: readonly number[]): readonly NodeDefinition[] => {
    const type = { dtype: 'float32', shape: [values.length] } as const;
    const constant: AnyOp = { kind: 'constant', inputs: [], attributes: { values }, type, origin };
    const predict: OpGraph = {
      name: 'predict',
      nodes: [constant, { ...constant }],
      outputs: { a: 0, b: 1 },
      updates: [],
    };
    const decoded = SavedModel.decode(emitSavedModel(plainProgram({ predict })));
    return (decoded.metaGraphs[0]?.graphDef?.node ?? []).filter(({ name }) => name?.startsWith('constant/'));
  };

  test('that are equal are written once, as they lie in memory', () => {
    const [only, ...others] = constants([1, -0, 0.1]);
    expect(others).toEqual([]);
    const content = only?.attr?.['value']?.tensor?.tensorContent ?? new Uint8Array();
    expect([...new Float32Array(Uint8Array.from(content).buffer)]).toEqual([1, -0, Math.fround(0.1)]);
  });

  test('of many equal elements are a fill', () => {
    expect(constants(Array.from({ length: 1000 }, () => 0)).map(({ op }) => op)).toContain('Fill');
  });
});

test('an op that is not in the table is an error that names it', () => {
  const unknown = {
    kind: 'conjure',
    inputs: [],
    attributes: {},
    type: { dtype: 'float32', shape: [] },
    origin,
  };
  // A graph of another version of netc: no value of this type can have such an op.
  const predict = { name: 'predict', nodes: [unknown], outputs: {}, updates: [] } as unknown as OpGraph;
  expect(() => emitSavedModel(plainProgram({ predict }))).toThrow('the op conjure');
});
