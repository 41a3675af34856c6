import type { AnyOp, OpGraph, ValueId } from './op-graph.ts';
import { changedVariables, isEffect } from './op-kinds.ts';
import { inferType } from './op-types.ts';
import type { Variable } from './program.ts';
import { formatType, sameShape } from './tensor-type.ts';
import { OpTypeError } from './type-rules/rule.ts';

/**
 * What is wrong with a graph, as sentences that name the value; empty for a sound one. Checked: operands come first,
 * types follow from operands, outputs exist, effects are declared and change each variable once and after its last use,
 * and (where `variables` are given) every variable is known and of the right shape.
 */
export function verifyGraph(
  graph: OpGraph,
  variables?: readonly Pick<Variable, 'path' | 'shape'>[],
): readonly string[] {
  return [
    ...graph.nodes.flatMap((node, value) => problemsOfOp(graph, node, value)),
    ...problemsOfResults(graph),
    ...problemsOfEffects(graph),
    ...(variables === undefined ? [] : problemsOfVariables(graph, variables)),
  ];
}

function problemsOfOp(graph: OpGraph, node: AnyOp, value: ValueId): readonly string[] {
  const late = node.inputs.filter((input) => !(input >= 0 && input < value));
  if (late.length > 0) return [`%${value} ${node.kind} uses %${late.join(', %')}, not computed before it.`];
  const types = node.inputs.flatMap((input) => graph.nodes[input]?.type ?? []);
  const fed = node.inputs.filter((input) => isEffectAt(graph, input));
  return [
    ...fed.map((input) => `%${value} ${node.kind} uses the result of the effect %${input}.`),
    ...typeProblem(() => inferType(node.kind, types, node.attributes, node.type), value),
  ];
}

function typeProblem(infer: () => unknown, value: ValueId): readonly string[] {
  try {
    infer();
    return [];
  } catch (error) {
    if (error instanceof OpTypeError) return [`%${value} ${error.message}.`];
    throw error;
  }
}

function problemsOfResults(graph: OpGraph): readonly string[] {
  return Object.entries(graph.outputs)
    .filter(([, value]) => graph.nodes[value] === undefined || isEffectAt(graph, value))
    .map(([name, value]) => `The output ${name} is %${value}, which is no value.`);
}

function problemsOfEffects(graph: OpGraph): readonly string[] {
  const problems: string[] = [];
  const changedAt = new Map<string, ValueId>();
  for (const [value, node] of graph.nodes.entries()) {
    if (!isEffect(node)) continue;
    if (graph.name !== 'train')
      problems.push(`%${value} ${node.kind} changes a variable outside of training.`);
    if (graph.updates.filter((update) => update === value).length !== 1) {
      problems.push(`%${value} ${node.kind} is not one of the graph's updates.`);
    }
    for (const path of changedVariables(node)) {
      if (changedAt.has(path)) problems.push(`%${value} ${node.kind} changes ${path} a second time.`);
      changedAt.set(path, value);
    }
  }
  for (const update of graph.updates) {
    if (!isEffectAt(graph, update)) problems.push(`The update %${update} changes nothing.`);
  }
  return [...problems, ...lateUses(graph, changedAt)];
}

/** A variable's value must not be asked for once it has changed: engines may change it in place. */
function lateUses(graph: OpGraph, changedAt: ReadonlyMap<string, ValueId>): readonly string[] {
  const problems: string[] = [];
  const views = new Map<ValueId, string>();
  for (const [value, node] of graph.nodes.entries()) {
    if (node.kind === 'read') views.set(value, node.attributes.variable);
    for (const input of node.inputs) {
      const variable = views.get(input);
      if (variable === undefined) continue;
      if (node.kind === 'reshape') views.set(value, variable);
      const changed = changedAt.get(variable);
      if (changed !== undefined && changed < value) {
        problems.push(`%${value} ${node.kind} uses ${variable} after %${changed} has changed it.`);
      }
    }
  }
  return problems;
}

function problemsOfVariables(
  graph: OpGraph,
  variables: readonly Pick<Variable, 'path' | 'shape'>[],
): readonly string[] {
  const shapes = new Map(variables.map(({ path, shape }) => [path, shape]));
  return graph.nodes.flatMap((node, value) => {
    const used: readonly string[] =
      node.kind === 'read' ? [node.attributes.variable] : isEffect(node) ? changedVariables(node) : [];
    const type = node.kind === 'read' ? node.type : graph.nodes[node.inputs.at(-1) ?? -1]?.type;
    return used.flatMap((path) => {
      const shape = shapes.get(path);
      if (shape === undefined) return [`%${value} ${node.kind} uses the unknown variable ${path}.`];
      return type && sameShape(shape, type.shape)
        ? []
        : [
            `%${value} ${node.kind}: ${path} is [${shape.join(', ')}], not ${type ? formatType(type) : 'nothing'}.`,
          ];
    });
  });
}

function isEffectAt(graph: OpGraph, value: ValueId): boolean {
  const node = graph.nodes[value];
  return node !== undefined && isEffect(node);
}
