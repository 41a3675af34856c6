import type { CstNode } from 'chevrotain';
import type { Phase, Setting, Statement } from '../ast.ts';
import type { Builder } from './builder.ts';
import { node, nodes, token, tokens } from './cst.ts';
import { expression } from './expressions.ts';

/** The statements of a model's or a block's body; those of which nothing could be read are left out. */
export function statements(builder: Builder, cst: CstNode | undefined): readonly Statement[] {
  if (cst === undefined) return [];
  return nodes(cst, 'statement').flatMap((part) => {
    const read = statement(builder, part);
    return read === undefined ? [] : [read];
  });
}

function statement(builder: Builder, cst: CstNode): Statement | undefined {
  for (const [rule, build] of Object.entries(kinds)) {
    const part = node(cst, rule);
    if (part !== undefined) return build(builder, part);
  }
  return undefined;
}

const kinds: Readonly<Record<string, (builder: Builder, cst: CstNode) => Statement>> = {
  inputStatement: (builder, cst) => ({
    kind: 'input-statement',
    span: builder.nodeSpan(cst),
    names: tokens(cst, 'Identifier').map((name) => builder.name(name)),
  }),
  binding: (builder, cst) => ({ kind: 'binding', ...namedValue(builder, cst) }),
  letStatement: (builder, cst) => ({ kind: 'let', ...namedValue(builder, cst) }),
  outputStatement: (builder, cst) => {
    const place = builder.nodeSpan(cst);
    const name = token(cst, 'BindingName');
    return {
      kind: 'output',
      span: place,
      doc: builder.docBefore(place.start),
      trainOnly: token(cst, 'train') !== undefined,
      name: name && builder.name(name),
      value: expression(builder, node(cst, 'expression'), place),
    };
  },
};

function namedValue(builder: Builder, cst: CstNode) {
  const place = builder.nodeSpan(cst);
  return {
    span: place,
    doc: builder.docBefore(place.start),
    name: builder.nameOrHole(token(cst, 'BindingName'), place),
    value: expression(builder, node(cst, 'expression'), place),
  };
}

/** The settings of a body, and its phases. */
export function settings(
  builder: Builder,
  cst: CstNode | undefined,
): { readonly settings: readonly Setting[]; readonly phases: readonly Phase[] } {
  const items = cst === undefined ? [] : nodes(cst, 'item');
  return {
    settings: items.flatMap((item) => nodes(item, 'setting').map((part) => setting(builder, part))),
    phases: items.flatMap((item) => nodes(item, 'phase').map((part) => phase(builder, part))),
  };
}

function setting(builder: Builder, cst: CstNode): Setting {
  const place = builder.nodeSpan(cst);
  const values = nodes(cst, 'expression').map((part) => expression(builder, part, place));
  return {
    kind: 'setting',
    span: place,
    doc: builder.docBefore(place.start),
    key: builder.nameOrHole(token(cst, 'Key'), place),
    values: values.length === 0 ? [builder.missing(place)] : values,
  };
}

function phase(builder: Builder, cst: CstNode): Phase {
  const place = builder.nodeSpan(cst);
  return {
    kind: 'phase',
    span: place,
    doc: builder.docBefore(place.start),
    name: builder.nameOrHole(token(cst, 'Identifier'), place),
    settings: settings(builder, node(cst, 'settings')).settings,
  };
}
