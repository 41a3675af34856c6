import type { OpKind, OpNode } from '../../ir/op-graph.ts';

type ChangedBy = { readonly [K in OpKind]?: (op: OpNode<K>) => readonly (string | null)[] };

/** What each kind of effect changes. */
const changedBy = {
  assign: ({ attributes }) => [attributes.variable],
  apply_sgd: ({ attributes }) => [attributes.variable, attributes.velocity],
  apply_rmsprop: ({ attributes }) => [attributes.variable, attributes.meanSquare, attributes.velocity],
  apply_adam: ({ attributes }) => [attributes.variable, attributes.mean, attributes.meanSquare],
} satisfies ChangedBy;

function changed<K extends OpKind>(op: OpNode<K>): readonly (string | null)[] {
  const rule = (changedBy as ChangedBy)[op.kind];
  if (rule === undefined) throw new Error(`the op '${op.kind}' is no effect`);
  return rule(op);
}

/** Paths of all variables that these effects change. */
export function changedVariables(effects: readonly OpNode[]): ReadonlySet<string> {
  return new Set(effects.flatMap((op) => changed(op).filter((path) => path !== null)));
}
