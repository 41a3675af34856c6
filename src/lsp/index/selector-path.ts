import type { Expression } from '../../parser/ast.ts';
import type { Spot } from './spot.ts';

/** The path that a selector has written up to a spot: of `base.block5.conv1`, at `block5`, `base.block5`. */
export function pathBefore({ node, parents, offset }: Spot): string {
  const member = [...parents, node].findLast(
    (each) => each.kind === 'member' && each.member.span.start <= offset,
  );
  if (member?.kind === 'member') return pathText(member);
  return node.kind === 'reference' ? node.name : '';
}

/** `base.block5.conv1` of members; empty where an expression is no path. */
export function pathText(expression: Expression): string {
  if (expression.kind === 'reference') return expression.name;
  if (expression.kind !== 'member') return '';
  const object = pathText(expression.object);
  return object === '' ? '' : `${object}.${expression.member.text}`;
}
