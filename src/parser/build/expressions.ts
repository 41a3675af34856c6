import type { CstNode, IToken } from 'chevrotain';
import type { Span } from '../../source/span.ts';
import { joinSpans } from '../../source/span.ts';
import type { Argument, Expression, Name, NameTemplate, RecordEntry, ShapePattern } from '../ast.ts';
import type { Builder } from './builder.ts';
import { node, nodes, token, tokens } from './cst.ts';
import { numberLiteral, sizeLiteral, stringLiteral } from './literals.ts';
import { operation } from './operators.ts';

/** `x -> f -> g`; a missing part gives a hole behind `place`. */
export function expression(builder: Builder, cst: CstNode | undefined, place: Span): Expression {
  const stages = cst === undefined ? [] : nodes(cst, 'stage').map((part) => stage(builder, part));
  const [first] = stages;
  if (cst === undefined || first === undefined) return builder.missing(place);
  return stages.length === 1 ? first : { kind: 'pipeline', span: builder.nodeSpan(cst), stages };
}

function stage(builder: Builder, cst: CstNode): Expression {
  const operations = nodes(cst, 'operation').map((part) => flat(builder, part));
  const [base = builder.missing(builder.nodeSpan(cst)), ...others] = operations;
  const last = others.at(-1);
  const excluded = others.flatMap((part) => (part.kind === 'branches' ? part.items : [part]));
  const value: Expression =
    last === undefined ? base : { kind: 'except', span: joinSpans(base.span, last.span), base, excluded };
  const template = node(cst, 'nameTemplate');
  if (template === undefined) return value;
  return { kind: 'named', span: builder.nodeSpan(cst), value, name: nameTemplate(builder, template) };
}

function nameTemplate(builder: Builder, cst: CstNode): NameTemplate {
  const place = builder.nodeSpan(cst);
  const words = tokens(cst, 'part').map((part) => ({ start: part.startOffset, part: part.image }));
  const holes = nodes(cst, 'hole').map((hole) => ({
    start: builder.nodeSpan(hole).start,
    part: expression(builder, node(hole, 'expression'), builder.nodeSpan(hole)),
  }));
  const parts = [...words, ...holes].sort((left, right) => left.start - right.start).map(({ part }) => part);
  return { parts, span: place };
}

function flat(builder: Builder, cst: CstNode): Expression {
  return operation(builder, cst, (part) => operand(builder, part));
}

function operand(builder: Builder, cst: CstNode): Expression {
  const inner = node(cst, 'primary');
  if (inner === undefined) return builder.missing(builder.nodeSpan(cst));
  let value = primary(builder, inner);
  for (const part of nodes(cst, 'postfix')) value = postfix(builder, value, part);
  return value;
}

function postfix(builder: Builder, object: Expression, cst: CstNode): Expression {
  const end = builder.nodeSpan(cst, object.span.end);
  const place = joinSpans(object.span, end);
  const member = token(cst, 'member');
  if (member !== undefined) return { kind: 'member', span: place, object, member: builder.name(member) };
  if (token(cst, 'IndexBracket') !== undefined) {
    const callee: Name = { text: object.kind === 'reference' ? object.name : '', span: object.span };
    return { kind: 'indexed-call', span: place, callee, items: list(builder, node(cst, 'list')) };
  }
  const written = nodes(cst, 'argument').map((part) => argument(builder, part));
  return { kind: 'call', span: place, callee: object, arguments: written };
}

function argument(builder: Builder, cst: CstNode): Argument {
  const place = builder.nodeSpan(cst);
  const key = token(cst, 'Key');
  return {
    kind: 'argument',
    span: place,
    name: key && builder.name(key),
    value: expression(builder, node(cst, 'expression'), place),
  };
}

function list(builder: Builder, cst: CstNode | undefined): readonly Expression[] {
  if (cst === undefined) return [];
  return nodes(cst, 'expression').map((part) => expression(builder, part, builder.nodeSpan(part)));
}

type Literal = (builder: Builder, token: IToken) => Expression;

/** What a single token makes, by the name of its type. */
const literals: Readonly<Record<string, Literal>> = {
  Identifier: (builder, word) => ({ kind: 'reference', span: builder.tokenSpan(word), name: word.image }),
  Number: numberLiteral,
  Size: sizeLiteral,
  String: stringLiteral,
  true: (builder, word) => ({ kind: 'boolean', span: builder.tokenSpan(word), value: true }),
  false: (builder, word) => ({ kind: 'boolean', span: builder.tokenSpan(word), value: false }),
  none: (builder, word) => ({ kind: 'none', span: builder.tokenSpan(word) }),
  Wildcard: (builder, word) => ({
    kind: 'wildcard',
    span: builder.tokenSpan(word),
    symbol: word.image === '*' ? '*' : '_',
  }),
};

function primary(builder: Builder, cst: CstNode): Expression {
  const place = builder.nodeSpan(cst);
  for (const [name, literal] of Object.entries(literals)) {
    const word = token(cst, name);
    if (word !== undefined) return literal(builder, word);
  }
  const choice = node(cst, 'conditional');
  if (choice !== undefined) return conditional(builder, choice);
  const loop = node(cst, 'repetition');
  if (loop !== undefined) return repetition(builder, loop);
  const values = node(cst, 'record');
  if (values !== undefined) return record(builder, values);
  if (token(cst, 'LeftBracket') !== undefined) {
    return { kind: 'branches', span: place, items: list(builder, node(cst, 'list')) };
  }
  // Parentheses leave no node, but what they hold begins and ends with them.
  return { ...expression(builder, node(cst, 'expression'), place), span: place };
}

function conditional(builder: Builder, cst: CstNode): Expression {
  const place = builder.nodeSpan(cst);
  return {
    kind: 'conditional',
    span: place,
    condition: expression(builder, node(cst, 'condition'), place),
    then: expression(builder, node(cst, 'then'), place),
    else: expression(builder, node(cst, 'else'), place),
  };
}

function repetition(builder: Builder, cst: CstNode): Expression {
  const place = builder.nodeSpan(cst);
  const index = token(cst, 'LoopName');
  const count = node(cst, 'operation');
  return {
    kind: 'repeat',
    span: place,
    index: index && builder.name(index),
    count: count === undefined ? builder.missing(place) : flat(builder, count),
    body: expression(builder, node(cst, 'expression'), place),
  };
}

function record(builder: Builder, cst: CstNode): Expression {
  const entries = nodes(cst, 'recordEntry').map((part): RecordEntry => {
    const place = builder.nodeSpan(part);
    const key = node(part, 'key');
    return {
      kind: 'record-entry',
      span: place,
      key: key === undefined ? builder.missing(place) : flat(builder, key),
      value: expression(builder, node(part, 'expression'), place),
    };
  });
  return { kind: 'record', span: builder.nodeSpan(cst), entries };
}

/** `[h, w, _]`. */
export function shape(builder: Builder, cst: CstNode | undefined, place: Span): ShapePattern {
  if (cst === undefined) return { kind: 'shape', span: builder.missing(place).span, dimensions: [] };
  return { kind: 'shape', span: builder.nodeSpan(cst), dimensions: list(builder, node(cst, 'list')) };
}
