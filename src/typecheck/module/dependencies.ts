import type { AstNode, Declaration } from '../../parser/ast.ts';
import { children } from '../../parser/children.ts';
import type { CheckOptions } from '../check-options.ts';
import type { Binding, Environment } from '../elaborate/environment.ts';
import { conventionConsts } from '../weights/convention.ts';

/** What a declaration's check stands on, as a list of texts and objects: equal lists, equal results. */
export type Dependencies = readonly unknown[];

const namesOfDeclarations = new WeakMap<object, readonly string[]>();

/**
 * Everything that the check of a part of the tree may look at: each name it uses with what the name stands for, as far as
 * that leads, and what the host knows of it. Option words that are no names here are no dependencies.
 */
export function dependencies(node: AstNode, environment: Environment, options: CheckOptions): Dependencies {
  const found: unknown[] = [options.overrides];
  const seen = new Map<object, Set<Environment>>();
  const waiting: { readonly node: AstNode; readonly environment: Environment }[] = [{ node, environment }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const places = seen.get(next.node) ?? new Set();
    if (places.has(next.environment)) continue;
    seen.set(next.node, places.add(next.environment));
    if (next.node.kind === 'data') found.push(options.facts?.get(next.node.name.text));
    if (next.node.kind === 'train') found.push(options.weights);
    // Weights of others are matched by the consts of the file, which nothing in it names.
    if (next.node.kind === 'block' || next.node.kind === 'model')
      found.push(...conventionConsts(next.environment, next.node.name.text));
    for (const name of namesUsed(next.node)) {
      const binding = next.environment.own(name);
      if (binding === undefined) continue;
      const meant = meaning(binding);
      found.push(name, meant?.node ?? binding.kind);
      if (meant !== undefined) waiting.push(meant);
    }
  }
  return found;
}

/** Whether two lists of dependencies are the same. */
export function sameDependencies(left: Dependencies, right: Dependencies): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}

function meaning(
  binding: Binding,
): { readonly node: AstNode; readonly environment: Environment } | undefined {
  switch (binding.kind) {
    case 'lazy':
      return { node: binding.expression, environment: binding.environment };
    case 'block':
      return { node: binding.block.declaration, environment: binding.block.environment };
    case 'let':
    case 'declaration':
      return { node: binding.declaration, environment: binding.environment };
    case 'value':
    case 'unknown':
      return undefined;
  }
}

/** Names written in a part of the tree, each once. */
function namesUsed(node: AstNode): readonly string[] {
  const before = namesOfDeclarations.get(node);
  if (before !== undefined) return before;
  const names = new Set<string>();
  const waiting: AstNode[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === 'reference') names.add(next.name);
    if (next.kind === 'indexed-call') names.add(next.callee.text);
    if (next.kind === 'train') names.add(next.model.text).add(next.data.text);
    waiting.push(...children(next));
  }
  const found = [...names];
  namesOfDeclarations.set(node, found);
  return found;
}

/** Names of a file, which messages choose from when they offer one that is near. */
export function namesOf(declarations: readonly Declaration[]): string {
  return declarations
    .flatMap((declaration) =>
      declaration.kind === 'import'
        ? declaration.names.map(({ text }) => text)
        : [`${declaration.kind} ${declaration.name.text}`],
    )
    .join(', ');
}
