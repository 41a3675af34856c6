import type { Hover } from 'vscode-languageserver';
import type { AstNode, Declaration, Expression, Setting } from '../../parser/ast.ts';
import { bytes, flops, grouped } from '../../report/numbers.ts';
import { spanText } from '../../source/span.ts';
import { dataSettingDoc } from '../../typecheck/data/data-settings.ts';
import { settingDocs } from '../../typecheck/train/documentation.ts';
import type { Callable } from '../index/callables.ts';
import { callableOf, signatureText } from '../index/callables.ts';
import type { Flow } from '../index/flows.ts';
import { callsOf, flowsOf, shapesText, symbolicFlows } from '../index/flows.ts';
import { frozenIn, phasesOf } from '../index/frozen.ts';
import { headline } from '../index/headline.ts';
import { nameAt } from '../index/find-name.ts';
import { partsOfKey } from '../index/names.ts';
import { calleeName, realmOf } from '../index/realm.ts';
import type { Spot } from '../index/spot.ts';
import { around, covers, spotAt } from '../index/spot.ts';
import { costOf } from '../index/weights.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { rangeOf } from '../workspace/positions.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What there is to know of what stands at a place: shapes, parameters and cost of layers, docs of the rest. */
export function hover(analysis: Analysis, offset: number, workspace: Workspace): Hover | undefined {
  const spot = spotAt(analysis, offset);
  if (spot === undefined) return undefined;
  const parts = partsAt(spot, analysis, workspace, offset);
  if (parts.length === 0) return undefined;
  const { start, end } = analysis.here(spot.node.span);
  return {
    contents: { kind: 'markdown', value: parts.join('\n\n') },
    range: rangeOf(analysis.file, start, end),
  };
}

function partsAt(spot: Spot, analysis: Analysis, workspace: Workspace, offset: number): readonly string[] {
  const { node, offset: own } = spot;
  const setting = around(spot, 'setting');
  if (setting !== undefined && covers(setting.key.span, own)) return settingParts(setting, spot.declaration);
  const argument = around(spot, 'argument');
  if (argument !== undefined && (node === argument || isWord(node))) {
    const option = optionParts(spot, analysis);
    if (option.length > 0) return option;
  }
  const stage = stageAt(spot);
  const name = stage && calleeName(stage);
  const callable = name === undefined ? undefined : callableOf(name, realmOf(spot), analysis);
  const flowing = stage === undefined ? [] : flowsAt(stage, spot.declaration, analysis);
  if (callable !== undefined || flowing.some(({ inputs }) => inputs.length > 0)) {
    return [...(callable === undefined ? [] : callableParts(callable)), ...flowParts(flowing, analysis)];
  }
  const found = nameAt(analysis, offset);
  const shapes = flowParts(flowing, analysis);
  return found === undefined
    ? shapes
    : [...nameParts(found.key, workspace), ...shapes, ...boundParts(spot, analysis)];
}

function isWord({ kind }: AstNode): boolean {
  return (
    kind === 'reference' || kind === 'boolean' || kind === 'none' || kind === 'number' || kind === 'size'
  );
}

function settingParts({ key }: Setting, declaration: Declaration): readonly string[] {
  const doc = settingDoc(key.text, declaration);
  return doc === undefined ? [] : [code(`${key.text}: …`), doc];
}

function settingDoc(name: string, declaration: Declaration): string | undefined {
  if (declaration.kind === 'train') return settingDocs[name];
  return declaration.kind === 'data' ? dataSettingDoc(calleeName(declaration.source) ?? '', name) : undefined;
}

/** The option that an argument gives. */
function optionParts(spot: Spot, analysis: Analysis): readonly string[] {
  const argument = around(spot, 'argument');
  const call = around(spot, 'call');
  if (argument === undefined || call === undefined || !call.arguments.includes(argument)) return [];
  const callable = callableOf(calleeName(call) ?? '', realmOf(spot), analysis);
  const positional = callable?.options.filter(({ namedOnly }) => !namedOnly);
  const place = call.arguments.filter(({ name }) => name === undefined).indexOf(argument);
  const option =
    argument.name === undefined
      ? positional?.[place]
      : callable?.options.find(({ name }) => name === argument.name?.text);
  if (callable === undefined || option === undefined || option.doc === '') return [];
  const values = option.values.length === 0 ? [] : [option.values.map((value) => `\`${value}\``).join(' · ')];
  return [code(`${callable.name}(${option.label})`), option.doc, ...values];
}

/** The layer or tensor that a spot is part of. */
function stageAt({ node, parents }: Spot): Expression | undefined {
  const parent = parents.at(-1);
  if (parent?.kind === 'call' && parent.callee === node) return parent;
  return node.kind === 'call' || node.kind === 'reference' || node.kind === 'named' || node.kind === 'binary'
    ? node
    : undefined;
}

function flowsAt(stage: Expression, declaration: Declaration, analysis: Analysis): readonly Flow[] {
  const concrete = flowsOf(analysis).get(stage) ?? [];
  if (declaration.kind !== 'block') return concrete;
  return [...(symbolicFlows(declaration, analysis).get(stage) ?? []), ...concrete];
}

function callableParts(callable: Callable): readonly string[] {
  return [code(signatureText(callable)), ...(callable.doc === '' ? [] : [callable.doc])];
}

/** Places shown of a layer that stands in several. */
const shown = 4;

/** Shapes, parameters, cost and paths of what flows through an expression. */
function flowParts(flowing: readonly Flow[], analysis: Analysis): readonly string[] {
  const lines = flowing.map((flow) => flowLine(flow, analysis)).filter((line) => line !== undefined);
  const unique = [...new Set(lines)];
  const more = unique.length - shown;
  return [...unique.slice(0, shown), ...(more > 0 ? [`and ${more} more`] : [])];
}

function flowLine(flow: Flow, analysis: Analysis): string | undefined {
  const { inputs, outputs, model } = flow;
  const output = shapesText(outputs);
  if (output === undefined) return undefined;
  const input = shapesText(inputs);
  const shape = input === undefined ? `\`${output}\`` : `\`${input} → ${output}\``;
  const calls = callsOf(flow);
  if (model === undefined || calls.length === 0 || input === undefined) return shape;
  const { parameters, flops: work, activationBytes } = costOf(calls);
  const phases = phasesOf(analysis, model);
  const frozen = frozenIn(calls, phases);
  const [first] = calls;
  const path = calls.length === 1 ? first?.path : commonPath(calls.map((call) => call.path));
  return [
    shape,
    `${grouped(parameters)} parameters · ${flops(work)} · ${bytes(activationBytes)} of results, for one sample`,
    ...(path === undefined || path === '' ? [] : [`path \`${path}\` in ${model.declaration.name.text}`]),
    ...(frozen.length === 0 ? [] : [`frozen in ${frozen.join(', ')}`]),
  ].join('  \n');
}

function commonPath(paths: readonly string[]): string {
  const [first = '', ...others] = paths.map((path) => path.split('.')).map((names) => names.join('.'));
  const names = first.split('.');
  const same = names.findIndex((_, index) => {
    const start = names.slice(0, index + 1).join('.');
    return !others.every((path) => path === start || path.startsWith(`${start}.`));
  });
  return names.slice(0, same < 0 ? names.length : same).join('.');
}

/** How a name was declared, with its documentation. */
function nameParts(key: string, workspace: Workspace): readonly string[] {
  const { path, names } = partsOfKey(key);
  const declared = headline(path, names, workspace);
  return declared === undefined ? [] : [code(declared.text), ...(declared.doc === '' ? [] : [declared.doc])];
}

/** The shape of what a binding, an output or an input is, at its name. */
function boundParts({ node }: Spot, analysis: Analysis): readonly string[] {
  if (node.kind !== 'binding' && node.kind !== 'output') {
    return node.kind === 'model-input' ? [`\`${spanText(node.shape.span)}\``] : [];
  }
  return flowParts(flowsOf(analysis).get(node.value) ?? [], analysis);
}

function code(text: string): string {
  return `\`\`\`netc\n${text}\n\`\`\``;
}
