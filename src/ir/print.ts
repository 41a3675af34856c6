import type { AnyOp, OpGraph } from './op-graph.ts';
import type { FrozenPrefix, Program, Variable } from './program.ts';
import { formatType } from './tensor-type.ts';

/** Longest list of numbers that is written out. */
const LONGEST_LIST = 8;

/**
 * An op graph as text: one line an op with its result, operands, type, layer, source line and attributes. `N` is the
 * number of samples.
 */
export function printGraph(graph: OpGraph): string {
  const width = String(Math.max(graph.nodes.length - 1, 0)).length + 1;
  const rows = graph.nodes.map((node, value) => [
    `${`%${value}`.padStart(width)} = ${node.kind}(${node.inputs.map((input) => `%${input}`).join(', ')})`,
    formatType(node.type),
    `${node.origin.path}:${node.origin.line}`,
    attributes(node),
  ]);
  const outputs = Object.entries(graph.outputs).map(([name, value]) => ['output', name, `%${value}`]);
  const updates = graph.updates.map((value) => `%${value}`).join(' ');
  return [
    `graph ${graph.name} {`,
    ...align(rows),
    '',
    ...align(outputs),
    ...(updates === '' ? [] : [`  updates  ${updates}`]),
    '}',
  ].join('\n');
}

/** Everything a program consists of: its variables, and the graphs of each phase. */
export function printProgram(program: Program): string {
  const phases = program.phases.map((phase) => {
    const { name, batch, trainStep, accumulateStep, evaluateStep, prefix } = phase;
    const parts = [
      `phase ${name}, batches of ${batch}`,
      ...printAll(trainStep, accumulateStep, evaluateStep),
      ...(prefix === undefined ? [] : [printPrefix(name, prefix)]),
    ];
    return parts.join('\n\n');
  });
  return (
    [
      `program ${program.train}: ${program.model.model} on ${program.dataset}`,
      printVariables(program.variables),
      ...phases,
      printGraph(program.predict),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

function printPrefix(phase: string, prefix: FrozenPrefix): string {
  const { graph, versions, bytes, trainStep, accumulateStep, evaluateStep } = prefix;
  const kept =
    versions === 0
      ? 'kept of photos for validation'
      : `kept of ${versions === 1 ? 'each photo' : `${versions} versions of each photo`}`;
  return [
    `phase ${phase} on features, ${bytes} bytes a sample, ${kept}`,
    ...printAll(graph, trainStep, accumulateStep, evaluateStep),
  ].join('\n\n');
}

function printAll(...graphs: readonly (OpGraph | undefined)[]): readonly string[] {
  return graphs.flatMap((graph) => (graph === undefined ? [] : [printGraph(graph)]));
}

function printVariables(variables: readonly Variable[]): string {
  const rows = variables.map(({ path, shape, role, initializer }) => [
    role,
    path,
    formatType({ dtype: 'float32', shape }),
    initializer.kind === 'constant' ? String(initializer.value) : initializer.kind,
  ]);
  return ['variables {', ...align(rows), '}'].join('\n');
}

/** `strides=[2, 2] window=[2, 2]`, without what says nothing: no padding, steps of 1, no transposition. */
function attributes(node: AnyOp): string {
  return Object.entries(node.attributes)
    .filter(([, value]) => value !== null && value !== false && !isPlain(value))
    .map(([name, value]) => `${name}=${attribute(value)}`)
    .join(' ');
}

const plain = new Set(['[1,1]', '[[0,0],[0,0]]']);

function isPlain(value: unknown): boolean {
  return plain.has(JSON.stringify(value));
}

function attribute(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const items: readonly unknown[] = value;
  if (items.length === 1 && typeof items[0] === 'number') return String(items[0]);
  const shown = items.slice(0, LONGEST_LIST).map(attribute);
  return `[${[...shown, ...(items.length > LONGEST_LIST ? [`… ${items.length} in all`] : [])].join(', ')}]`;
}

/** Indented columns of equal width, two blanks apart. */
function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  return rows.map((row) =>
    ['', ...row.map((cell, column) => cell.padEnd(widths[column] ?? 0))].join('  ').trimEnd(),
  );
}
