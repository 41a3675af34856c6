import { inArithmetic } from '../../codegen/savedmodel/emit-savedmodel.ts';
import { programGraphs } from '../../ir/graph-keys.ts';
import type { Origin } from '../../ir/layer-graph.ts';
import type { OpGraph, OpKind } from '../../ir/op-graph.ts';
import { changedVariables, isEffect } from '../../ir/op-kinds.ts';
import type { Program } from '../../ir/program.ts';
import { programOf, watchGraph, type StepPart } from '../../ir/watch-graph.ts';
import type { Session, Tensors } from '../engines/engine.ts';
import { firstNotFinite } from '../weights/files/numbers.ts';
import { brokenVariable, type Scene } from './numbers-broke.ts';
import type { Values } from './weights.ts';

/** Where a number is NaN or infinite first. */
export type BrokenPlace =
  /** What it is fed holds such a number: the input, and the place of the sample in the batch. */
  | { readonly kind: 'feed'; readonly feed: string; readonly sample: number }
  /** A variable held it before. */
  | { readonly kind: 'variable'; readonly path: string }
  | { readonly kind: 'op'; readonly op: OpKind; readonly part: StepPart; readonly origin: Origin };

/**
 * Finds in one run of a graph where a number breaks: runs it once more, looking at every value.
 * @param load makes a program runnable on the engine that the numbers broke on
 * @returns undefined where nothing breaks this time
 */
export async function brokenPlace(
  program: Program,
  scene: Scene,
  { arithmetic }: Pick<Session, 'arithmetic'>,
  load: (program: Program) => Promise<Session>,
): Promise<BrokenPlace | undefined> {
  const graphs = programGraphs(program);
  const graph = graphs.get(scene.graph);
  if (graph === undefined) return undefined;
  const before = brokenFeed(scene.feeds) ?? brokenBefore(scene.values);
  if (before !== undefined) return before;
  const statistics = program.variables.flatMap(({ path, role }) => (role === 'statistic' ? [path] : []));
  const watching = watchGraph(inArithmetic(arithmetic, scene.graph, graph, graphs), new Set(statistics));
  const session = await load(programOf(program, watching.graph));
  try {
    await session.assign(scene.values);
    const counts = await session.run('predict', scene.feeds);
    const found = watching.values.find(({ output }) => (counts[output]?.data[0] ?? 0) !== 0);
    if (found !== undefined) return { kind: 'op', op: found.kind, part: found.part, origin: found.origin };
    const changed = brokenVariable(await session.read([...scene.values.keys()]));
    return changed && updateOf(graph, changed.path);
  } finally {
    await session.dispose();
  }
}

function brokenFeed(feeds: Tensors): BrokenPlace | undefined {
  for (const [feed, { dtype, shape, data }] of Object.entries(feeds)) {
    if (dtype !== 'float32') continue;
    const index = firstNotFinite(data);
    const [samples = 1] = shape;
    if (index !== undefined)
      return { kind: 'feed', feed, sample: Math.floor((index * samples) / data.length) };
  }
  return undefined;
}

function brokenBefore(values: Values): BrokenPlace | undefined {
  const broken = brokenVariable(values);
  return broken && { kind: 'variable', path: broken.path };
}

function updateOf(graph: OpGraph, variable: string): BrokenPlace | undefined {
  const node = graph.nodes.find((each) => isEffect(each) && changedVariables(each).includes(variable));
  return node && { kind: 'op', op: node.kind, part: 'update', origin: { ...node.origin, path: variable } };
}
