import type { AstNode, Declaration } from '../../parser/ast.ts';
import { walk } from '../../parser/children.ts';
import { positionAt } from '../../source/source-file.ts';
import type { Span } from '../../source/span.ts';
import { knownWords } from '../../typecheck/layers/known-words.ts';
import { layerRegistry } from '../../typecheck/layers/registry.ts';
import { frozenCalls } from '../index/frozen.ts';
import type { NameKind } from '../index/names.ts';
import { occurrencesIn } from '../index/names.ts';
import type { Analysis } from '../workspace/analysis.ts';

/** Kinds of tokens and what may be said of them, in the order in which numbers stand for them. */
export const tokenLegend = {
  tokenTypes: [
    'function',
    'class',
    'struct',
    'event',
    'variable',
    'parameter',
    'property',
    'enumMember',
    'type',
  ],
  tokenModifiers: ['declaration', 'readonly', 'defaultLibrary', 'frozen'],
} as const;

type TokenType = (typeof tokenLegend.tokenTypes)[number];
type Modifier = (typeof tokenLegend.tokenModifiers)[number];

interface Token {
  readonly span: Span;
  readonly type: TokenType;
  readonly modifiers: readonly Modifier[];
}

const typesOfNames: Readonly<Record<NameKind, TokenType>> = {
  const: 'variable',
  param: 'variable',
  let: 'function',
  data: 'struct',
  augment: 'function',
  model: 'class',
  block: 'function',
  train: 'event',
  ensemble: 'event',
  input: 'variable',
  binding: 'variable',
  output: 'variable',
  parameter: 'parameter',
  size: 'parameter',
  index: 'variable',
  phase: 'event',
  column: 'property',
};

/** What words mean, for colours: five numbers a token, as the protocol packs them. Frozen layers say so. */
export function semanticTokens(analysis: Analysis): { readonly data: number[] } {
  const { file, here } = analysis;
  const placed = tokensOf(analysis)
    .map((token) => ({ ...token, at: here(token.span) }))
    .filter(({ at }) => at.file === file && at.end > at.start)
    .toSorted((a, b) => a.at.start - b.at.start);
  const data: number[] = [];
  let [line, column, end] = [0, 0, 0];
  for (const { at, type, modifiers } of placed) {
    if (at.start < end) continue;
    const start = positionAt(file, at.start);
    const [row, place] = [start.line - 1, start.column - 1];
    const bits = modifiers.reduce((sum, each) => sum | (1 << tokenLegend.tokenModifiers.indexOf(each)), 0);
    const length = at.end - at.start;
    data.push(
      row - line,
      row === line ? place - column : place,
      length,
      tokenLegend.tokenTypes.indexOf(type),
      bits,
    );
    [line, column, end] = [row, place, at.end];
  }
  return { data };
}

function tokensOf(analysis: Analysis): readonly Token[] {
  const frozen = frozenCalls(analysis);
  const isFrozen = ({ start, end }: Span): boolean =>
    frozen.some((span) => span.start === start && span.end >= end);
  const names = occurrencesIn(analysis).map(({ span, kind, declares }): Token => {
    const modifiers: Modifier[] = [];
    if (declares) modifiers.push('declaration');
    if (kind === 'const' || kind === 'param') modifiers.push('readonly');
    if (isFrozen(span)) modifiers.push('frozen');
    return { span, type: typesOfNames[kind], modifiers };
  });
  const taken = new Set(names.map(({ span }) => span));
  const others = analysis.module.declarations
    .flatMap((declaration) => [...walk(declaration)].flatMap((node) => plainTokens(node, declaration)))
    .filter(({ span }) => !taken.has(span))
    .map((token) =>
      isFrozen(token.span) ? { ...token, modifiers: [...token.modifiers, 'frozen' as const] } : token,
    );
  return [...names, ...others];
}

/** Names that are the language's own. */
function plainTokens(node: AstNode, { kind }: Declaration): readonly Token[] {
  switch (node.kind) {
    case 'reference':
      if (layerRegistry.has(node.name)) return [builtin(node.span, 'function')];
      return knownWords.has(node.name) ? [builtin(node.span, 'enumMember')] : [];
    case 'call':
      return kind !== 'model' && kind !== 'block' && node.callee.kind === 'reference'
        ? [builtin(node.callee.span, 'function')]
        : [];
    case 'argument':
      return node.name === undefined ? [] : [{ span: node.name.span, type: 'property', modifiers: [] }];
    case 'setting':
      return [{ span: node.key.span, type: 'property', modifiers: [] }];
    case 'parameter':
      return node.type === undefined ? [] : [builtin(node.type.span, 'type')];
    default:
      return [];
  }
}

function builtin(span: Span, type: TokenType): Token {
  return { span, type, modifiers: ['defaultLibrary'] };
}
