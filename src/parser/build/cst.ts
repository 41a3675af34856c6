import type { CstNode, IToken } from 'chevrotain';

/** The tokens that a rule read under a name, in order. */
export function tokens(cst: CstNode, key: string): readonly IToken[] {
  return (cst.children[key] ?? []).filter((element): element is IToken => 'image' in element);
}

/** The first of them. */
export function token(cst: CstNode, key: string): IToken | undefined {
  return tokens(cst, key)[0];
}

/** The parts that a rule read under a name, in order. */
export function nodes(cst: CstNode, key: string): readonly CstNode[] {
  return (cst.children[key] ?? []).filter((element): element is CstNode => 'children' in element);
}

/** The first of them. */
export function node(cst: CstNode | undefined, key: string): CstNode | undefined {
  return cst && nodes(cst, key)[0];
}
