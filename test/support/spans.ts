import type { AstNode } from '../../src/parser/ast.ts';
import { children } from '../../src/parser/children.ts';

/** What is wrong with the places of a tree's nodes: outside of their file, backwards, or outside of their parent. */
export function misplacedNodes(root: AstNode): readonly string[] {
  const wrong: string[] = [];
  const waiting: AstNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { start, end, file } = node.span;
    if (!(start >= 0 && start <= end && end <= file.text.length))
      wrong.push(`${node.kind} at ${start}..${end}`);
    for (const child of children(node)) {
      if (child.span.start < start || child.span.end > end) {
        wrong.push(`${child.kind} ${child.span.start}..${child.span.end} in ${node.kind} ${start}..${end}`);
      }
      waiting.push(child);
    }
  }
  return wrong;
}
