import type { AstNode, Declaration } from '../../parser/ast.ts';
import { children } from '../../parser/children.ts';
import type { Span } from '../../source/span.ts';
import type { Analysis } from '../workspace/analysis.ts';

/** The innermost node at a place of a document. */
export interface Spot {
  readonly node: AstNode;
  /** The nodes around it, outermost first: the declaration is the first of them, or the node itself. */
  readonly parents: readonly AstNode[];
  readonly declaration: Declaration;
  /** The place in the version of the file that the declaration's spans point into. */
  readonly offset: number;
}

/** What stands at an offset of a document; undefined between declarations. */
export function spotAt({ module, here }: Analysis, offset: number): Spot | undefined {
  for (const declaration of module.declarations) {
    const { start, end } = here(declaration.span);
    if (offset < start || offset > end) continue;
    const own = offset - start + declaration.span.start;
    const parents: AstNode[] = [];
    let node: AstNode = declaration;
    for (;;) {
      const inner: AstNode | undefined = children(node).findLast((child) => covers(child.span, own));
      if (inner === undefined) return { node, parents, declaration, offset: own };
      parents.push(node);
      node = inner;
    }
  }
  return undefined;
}

/** Whether an offset is in a span, or right behind it. */
export function covers({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** The nearest node of a kind around a spot, itself included. */
export function around<K extends AstNode['kind']>(
  { node, parents }: Spot,
  kind: K,
): Extract<AstNode, { readonly kind: K }> | undefined {
  const isKind = (each: AstNode): each is Extract<AstNode, { readonly kind: K }> => each.kind === kind;
  return isKind(node) ? node : parents.findLast(isKind);
}
