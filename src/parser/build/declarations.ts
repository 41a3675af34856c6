import type { CstNode } from 'chevrotain';
import type { Declaration, ModelInput, Parameter, Signature } from '../ast.ts';
import type { Builder } from './builder.ts';
import { node, nodes, token, tokens } from './cst.ts';
import { expression, shape } from './expressions.ts';
import { stringLiteral } from './literals.ts';
import { settings, statements } from './statements.ts';

/** The declaration that a rule read, or nothing when not even its kind is clear. */
export function declaration(builder: Builder, cst: CstNode): Declaration | undefined {
  for (const [rule, build] of Object.entries(kinds)) {
    const part = node(cst, rule);
    if (part !== undefined) return build(builder, part);
  }
  return undefined;
}

const kinds: Readonly<Record<string, (builder: Builder, cst: CstNode) => Declaration>> = {
  importDeclaration: (builder, cst) => {
    const from = token(cst, 'String');
    return {
      kind: 'import',
      span: builder.nodeSpan(cst),
      names: tokens(cst, 'Identifier').map((name) => builder.name(name)),
      from:
        from === undefined
          ? { ...builder.missing(builder.nodeSpan(cst)), kind: 'string', value: '' }
          : stringLiteral(builder, from),
    };
  },
  valueDeclaration: (builder, cst) => {
    const value = expression(builder, node(cst, 'expression'), builder.nodeSpan(cst));
    const head = header(builder, cst);
    switch (token(cst, 'keyword')?.image) {
      case 'augment':
        return { kind: 'augment', ...head, steps: value };
      case 'param':
        return { kind: 'param', ...head, value };
      case 'let':
        return { kind: 'let', ...head, value };
      default:
        return { kind: 'const', ...head, value };
    }
  },
  configuredDeclaration: (builder, cst) => {
    const value = expression(builder, node(cst, 'expression'), builder.nodeSpan(cst));
    const head = header(builder, cst);
    const { settings: written } = settings(builder, node(cst, 'settings'));
    return token(cst, 'keyword')?.image === 'ensemble'
      ? { kind: 'ensemble', ...head, members: value, settings: written }
      : { kind: 'data', ...head, source: value, settings: written };
  },
  trainDeclaration: (builder, cst) => ({
    kind: 'train',
    ...header(builder, cst),
    model: builder.nameOrHole(token(cst, 'model'), builder.nodeSpan(cst)),
    data: builder.nameOrHole(token(cst, 'data'), builder.nodeSpan(cst)),
    ...settings(builder, node(cst, 'settings')),
  }),
  modelDeclaration: (builder, cst) => ({
    kind: 'model',
    ...header(builder, cst),
    inputs: nodes(cst, 'modelInput').map((part) => modelInput(builder, part)),
    body: statements(builder, node(cst, 'statements')),
  }),
  blockDeclaration: (builder, cst) => {
    const place = builder.nodeSpan(cst);
    const signed = node(cst, 'signature');
    const parameters = node(cst, 'parameters');
    const value = node(cst, 'expression');
    const body = node(cst, 'statements');
    return {
      kind: 'block',
      ...header(builder, cst),
      parameters:
        parameters === undefined
          ? []
          : nodes(parameters, 'parameter').map((part) => parameter(builder, part)),
      signature: signed && signature(builder, signed),
      body: body === undefined ? expression(builder, value, place) : statements(builder, body),
    };
  },
};

function header(builder: Builder, cst: CstNode) {
  const place = builder.nodeSpan(cst);
  return {
    span: place,
    doc: builder.docBefore(place.start),
    name: builder.nameOrHole(token(cst, 'Identifier'), place),
  };
}

function modelInput(builder: Builder, cst: CstNode): ModelInput {
  const place = builder.nodeSpan(cst);
  return {
    kind: 'model-input',
    span: place,
    name: builder.nameOrHole(token(cst, 'Key'), place),
    shape: shape(builder, node(cst, 'shape'), place),
  };
}

function parameter(builder: Builder, cst: CstNode): Parameter {
  const place = builder.nodeSpan(cst);
  const type = token(cst, 'type');
  const value = node(cst, 'expression');
  return {
    kind: 'parameter',
    span: place,
    name: builder.nameOrHole(token(cst, 'name'), place),
    type: type && builder.name(type),
    default: value && expression(builder, value, place),
  };
}

function signature(builder: Builder, cst: CstNode): Signature {
  const place = builder.nodeSpan(cst);
  return {
    kind: 'signature',
    span: place,
    inputs: nodes(cst, 'input').map((part) => shape(builder, part, place)),
    output: shape(builder, node(cst, 'output'), place),
  };
}
