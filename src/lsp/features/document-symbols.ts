import type { DocumentSymbol } from 'vscode-languageserver';
import { SymbolKind } from 'vscode-languageserver';
import type { Declaration, Name, Phase, Statement } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { rangeOf } from '../workspace/positions.ts';

/** What each kind of declaration looks like in an outline. */
export const symbolKinds: Readonly<Record<Exclude<Declaration['kind'], 'import'>, SymbolKind>> = {
  const: SymbolKind.Constant,
  param: SymbolKind.Variable,
  let: SymbolKind.Object,
  data: SymbolKind.Struct,
  augment: SymbolKind.Operator,
  model: SymbolKind.Class,
  block: SymbolKind.Function,
  train: SymbolKind.Event,
  ensemble: SymbolKind.Array,
};

/** The outline of a document: declarations, and the bindings, outputs and phases in them. */
export function documentSymbols(analysis: Analysis): DocumentSymbol[] {
  return analysis.module.declarations.flatMap((declaration): DocumentSymbol[] => {
    if (declaration.kind === 'import') return [];
    const kind = symbolKinds[declaration.kind];
    return symbol(
      declaration.name,
      declaration.span,
      kind,
      declaration.kind,
      analysis,
      inside(declaration, analysis),
    );
  });
}

function inside(declaration: Declaration, analysis: Analysis): DocumentSymbol[] {
  switch (declaration.kind) {
    case 'model':
      return [
        ...declaration.inputs.flatMap(({ name, span }) =>
          symbol(name, span, SymbolKind.Interface, 'input', analysis),
        ),
        ...declaration.body.flatMap((statement) => ofStatement(statement, analysis)),
      ];
    case 'block':
      return 'kind' in declaration.body
        ? []
        : declaration.body.flatMap((statement) => ofStatement(statement, analysis));
    case 'train':
      return declaration.phases.flatMap(({ name, span }: Phase) =>
        symbol(name, span, SymbolKind.Event, 'phase', analysis),
      );
    case 'data':
      return declaration.settings.flatMap(({ key, span }) =>
        symbol(key, span, SymbolKind.Field, '', analysis),
      );
    default:
      return [];
  }
}

function ofStatement(statement: Statement, analysis: Analysis): DocumentSymbol[] {
  if (statement.kind === 'input-statement') {
    return statement.names.flatMap((name) =>
      symbol(name, name.span, SymbolKind.Interface, 'input', analysis),
    );
  }
  const kinds = {
    binding: SymbolKind.Variable,
    let: SymbolKind.Object,
    output: SymbolKind.Property,
  } as const;
  const detail = statement.kind === 'output' && statement.trainOnly ? 'train output' : statement.kind;
  const { name, span } = statement;
  return name === undefined ? [] : symbol(name, span, kinds[statement.kind], detail, analysis);
}

/** A symbol, or none where its name is not written yet. */
function symbol(
  name: Name,
  span: Span,
  kind: SymbolKind,
  detail: string,
  { file, here }: Analysis,
  children: DocumentSymbol[] = [],
): DocumentSymbol[] {
  if (name.text === '') return children;
  const [whole, own] = [here(span), here(name.span)];
  const range = rangeOf(file, Math.min(whole.start, own.start), Math.max(whole.end, own.end));
  return [
    { name: name.text, detail, kind, range, selectionRange: rangeOf(file, own.start, own.end), children },
  ];
}
