import type { AstNode, NameTemplate } from './ast.ts';

type Kind = AstNode['kind'];

type NodeOf<K extends Kind> = Extract<AstNode, { readonly kind: K }>;

/** The nodes right below each kind of node, in the order in which they are written. Names are not nodes. */
const table: { readonly [K in Kind]: (node: NodeOf<K>) => readonly AstNode[] } = {
  module: ({ declarations }) => declarations,
  import: ({ from }) => [from],
  const: ({ value }) => [value],
  param: ({ value }) => [value],
  let: ({ value }) => [value],
  data: ({ source, settings }) => [source, ...settings],
  augment: ({ steps }) => [steps],
  model: ({ inputs, body }) => [...inputs, ...body],
  'model-input': ({ shape }) => [shape],
  block: ({ parameters, signature, body }) => [
    ...parameters,
    ...(signature === undefined ? [] : [signature]),
    ...('kind' in body ? [body] : body),
  ],
  parameter: ({ default: value }) => (value === undefined ? [] : [value]),
  signature: ({ inputs, output }) => [...inputs, output],
  shape: ({ dimensions }) => dimensions,
  train: ({ settings, phases }) => inOrder([...settings, ...phases]),
  phase: ({ settings }) => settings,
  ensemble: ({ members, settings }) => [members, ...settings],
  setting: ({ values }) => values,
  'input-statement': () => [],
  binding: ({ value }) => [value],
  output: ({ value }) => [value],
  number: () => [],
  size: () => [],
  string: () => [],
  boolean: () => [],
  none: () => [],
  reference: () => [],
  wildcard: () => [],
  member: ({ object }) => [object],
  call: ({ callee, arguments: written }) => [callee, ...written],
  argument: ({ value }) => [value],
  branches: ({ items }) => items,
  'indexed-call': ({ items }) => items,
  pipeline: ({ stages }) => stages,
  named: ({ value, name }) => [value, ...holes(name)],
  binary: ({ left, right }) => [left, right],
  unary: ({ operand }) => [operand],
  conditional: (node) => [node.condition, node.then, node.else],
  repeat: ({ count, body }) => [count, body],
  range: ({ from, to }) => [from, to],
  except: ({ base, excluded }) => [base, ...excluded],
  record: ({ entries }) => entries,
  'record-entry': ({ key, value }) => [key, value],
  missing: () => [],
};

function holes({ parts }: NameTemplate): readonly AstNode[] {
  return parts.filter((part) => typeof part !== 'string');
}

/** Settings and phases are kept apart in the tree, but may be written mixed. */
function inOrder(nodes: readonly AstNode[]): readonly AstNode[] {
  return [...nodes].sort((left, right) => left.span.start - right.span.start);
}

function childrenAs<K extends Kind>(kind: K, node: NodeOf<K>): readonly AstNode[] {
  return table[kind](node);
}

/** The nodes right below a node, in the order in which they are written. */
export function children(node: AstNode): readonly AstNode[] {
  return childrenAs<Kind>(node.kind, node);
}

/** A node and everything below it, each before what it holds, in the order in which they are written. */
export function* walk(root: AstNode): Generator<AstNode, void, undefined> {
  const waiting: AstNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    for (const child of children(node).toReversed()) waiting.push(child);
  }
}

/** What to do when a traversal comes to a node, and when it leaves it. */
export interface Visitor {
  /** Returning `false` leaves out what is below. */
  readonly enter?: (node: AstNode, parents: readonly AstNode[]) => boolean | undefined;
  readonly leave?: (node: AstNode, parents: readonly AstNode[]) => void;
}

/** Goes through a tree; `parents` are the nodes above, outermost first. */
export function visit(node: AstNode, visitor: Visitor, parents: readonly AstNode[] = []): void {
  if (visitor.enter?.(node, parents) !== false) {
    const below = [...parents, node];
    for (const child of children(node)) visit(child, visitor, below);
  }
  visitor.leave?.(node, parents);
}
