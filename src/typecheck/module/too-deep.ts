import { tooLarge } from '../../diagnostics/catalogue/names.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Declaration, Module } from '../../parser/ast.ts';

/** Nodes inside each other that every walk over the tree can stand. */
const deepest = 500;

/** Keys that lead to texts and places, and to no nodes. */
const notChildren = new Set(['span', 'operatorSpan', 'doc']);

/** What was found of trees that an editor asks about again and again. */
const depths = new WeakMap<Declaration, boolean>();

/** The module without declarations that no walk over the tree could stand. */
export function withoutDeep(module: Module, report: (diagnostic: Diagnostic) => void): Module {
  const declarations = module.declarations.filter((declaration) => {
    const deep = depths.get(declaration) ?? isTooDeep(declaration);
    depths.set(declaration, deep);
    if (deep) report(tooLarge(declaration.span, { what: 'expressions too deep inside each other' }));
    return !deep;
  });
  return declarations.length === module.declarations.length ? module : { ...module, declarations };
}

/** Whether a declaration has more nodes inside each other than a walk by recursion can stand. */
function isTooDeep(declaration: Declaration): boolean {
  const waiting: { readonly node: object; readonly depth: number }[] = [{ node: declaration, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const depth = 'kind' in next.node ? next.depth + 1 : next.depth;
    if (depth > deepest) return true;
    for (const [key, child] of Object.entries(next.node)) {
      if (!notChildren.has(key) && isObject(child)) waiting.push({ node: child, depth });
    }
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
