import type { CodeAction } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { Declaration, Expression, NumberLiteral, Pipeline } from '../../parser/ast.ts';
import { walk } from '../../parser/children.ts';
import { layerRegistry } from '../../typecheck/layers/registry.ts';
import { calleeName } from '../index/realm.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { rangeOf } from '../workspace/positions.ts';

/** A value of the selected stages that becomes a parameter. */
interface Extracted {
  readonly name: string;
  /** Undefined where its block does not say it either. */
  readonly type: string | undefined;
  /** In the text of the file. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Names of parameters that a number without a name of its own gets. */
const standardName = 'size';

/**
 * Makes a block of the stages of a flow that are selected: sizes in them become its parameters, and so does what only
 * their declaration knows.
 */
export function extractBlock(analysis: Analysis, from: number, to: number): CodeAction | undefined {
  const { file, module, here, document, checked } = analysis;
  const declaration = module.declarations.find((each) => {
    const { start, end } = here(each.span);
    return start <= from && to <= end;
  });
  if (declaration?.kind !== 'model' && declaration?.kind !== 'block') return undefined;
  const moved = here(declaration.span).start - declaration.span.start;
  const stages = selectedStages(declaration, from - moved, to - moved);
  const [first, last] = [stages.at(0), stages.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const known = localNames(declaration);
  const tensors = tensorNames(declaration);
  const inner = stages.flatMap((stage) => [...walk(stage)]);
  // A tensor of the body cannot go into the block with its layers.
  if (inner.some((node) => node.kind === 'reference' && tensors.has(node.name))) return undefined;
  if (inner.some((node) => node.kind === 'named' || node.kind === 'missing')) return undefined;
  const parameters = parametersOf(stages, known);
  const name = freeName(
    'Block',
    (text) => checked.environment.own(text) !== undefined || layerRegistry.has(text),
  );
  const [start, end] = [first.span.start + moved, last.span.end + moved];
  const body = replaced(file.text.slice(start, end), start - moved, parameters).replace(
    /\s*\n\s*/g,
    '\n    ',
  );
  const unique = parameters.filter(
    (each, index) => parameters.findIndex((other) => other.name === each.name) === index,
  );
  const list = unique
    .map(({ name: each, type }) => (type === undefined ? each : `${each}: ${type}`))
    .join(', ');
  const given = unique.map(({ text }) => text).join(', ');
  const at = file.lineStarts[lineOf(analysis, docStart(declaration, moved, analysis))] ?? 0;
  return {
    title: `Extract block ${name}`,
    kind: CodeActionKind.RefactorExtract,
    edit: {
      changes: {
        [document.uri]: [
          {
            range: rangeOf(file, at, at),
            newText: `block ${name}${list === '' ? '' : `(${list})`} =\n  ${body}\n\n`,
          },
          { range: rangeOf(file, start, end), newText: given === '' ? name : `${name}(${given})` },
        ],
      },
    },
  };
}

/** The stages that a selection touches, where it lies in one flow; the first of a flow, a tensor, is not among them. */
function selectedStages(declaration: Declaration, from: number, to: number): readonly Expression[] {
  const flows = [...walk(declaration)].filter(
    (node): node is Pipeline => node.kind === 'pipeline' && node.span.start <= from && to <= node.span.end,
  );
  const [innermost] = flows.toReversed();
  const stages = innermost?.stages.filter(({ span }) => span.start < to && span.end > from) ?? [];
  const [first] = stages;
  const isLayer = first !== undefined && (first !== innermost?.stages[0] || calledLayer(first));
  return stages.length > 0 && isLayer ? stages : [];
}

function calledLayer(expression: Expression): boolean {
  return expression.kind === 'call' || layerRegistry.has(calleeName(expression) ?? '');
}

/** Parameters by name, with their types as written. */
type Known = ReadonlyMap<string, string | undefined>;

function localNames(declaration: Declaration): Known {
  if (declaration.kind !== 'block') return new Map();
  return new Map(declaration.parameters.map(({ name, type }) => [name.text, type?.text]));
}

function tensorNames(declaration: Declaration): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of walk(declaration)) {
    if (node.kind === 'model-input' || node.kind === 'binding') names.add(node.name.text);
    if (node.kind === 'let' || node.kind === 'output') names.add(node.name?.text ?? '');
    if (node.kind === 'input-statement') for (const { text } of node.names) names.add(text);
    if (node.kind === 'repeat' && node.index !== undefined) names.add(node.index.text);
  }
  return names;
}

/** Numbers that say how many channels or units there are, and parameters of the block around. */
function parametersOf(stages: readonly Expression[], known: Known): readonly Extracted[] {
  const found: Extracted[] = [];
  const taken = new Map<string, string>();
  for (const stage of stages) {
    for (const node of walk(stage)) {
      if (node.kind === 'reference' && known.has(node.name)) {
        const { start, end } = node.span;
        found.push({ name: node.name, type: known.get(node.name), start, end, text: node.name });
      }
      if (node.kind !== 'call') continue;
      const definition = layerRegistry.get(calleeName(node) ?? '');
      const [option] = definition?.options ?? [];
      const [written] = node.arguments;
      if (
        option?.type.kind !== 'dimension' ||
        written?.name !== undefined ||
        written?.value.kind !== 'number'
      )
        continue;
      found.push(sizeParameter(option.name, written.value, taken, known));
    }
  }
  return found;
}

function sizeParameter(
  option: string,
  { span: { start, end }, value }: NumberLiteral,
  taken: Map<string, string>,
  known: Known,
): Extracted {
  const text = String(value);
  const wanted = option === '' ? standardName : option;
  const name = freeName(wanted, (each) => known.has(each) || (taken.has(each) && taken.get(each) !== text));
  taken.set(name, text);
  return { name, type: 'int', start, end, text };
}

function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted;
  for (let number = 2; isTaken(name); number++) name = `${wanted}${number}`;
  return name;
}

function replaced(text: string, start: number, parameters: readonly Extracted[]): string {
  return parameters
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (whole, each) => whole.slice(0, each.start - start) + each.name + whole.slice(each.end - start),
      text,
    );
}

/** Where the documentation of a declaration begins, or the declaration itself. */
function docStart({ span }: Declaration, moved: number, { module, file }: Analysis): number {
  let start = span.start + moved;
  for (const comment of module.comments.toReversed()) {
    if (comment.span.end <= start && file.text.slice(comment.span.end, start).trim() === '')
      start = comment.span.start;
  }
  return start;
}

function lineOf({ file }: Analysis, offset: number): number {
  return file.lineStarts.findLastIndex((start) => start <= offset);
}
