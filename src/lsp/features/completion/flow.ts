import type { Statement } from '../../../parser/ast.ts';
import { stepRegistry } from '../../../typecheck/augment/registry.ts';
import type { LayerDefinition } from '../../../typecheck/layers/layer.ts';
import { layerRegistry } from '../../../typecheck/layers/registry.ts';
import { callableOf, signatureText } from '../../index/callables.ts';
import type { Cursor } from '../../index/cursor.ts';
import { flowsOf, shapesText } from '../../index/flows.ts';
import { declarationLine } from '../../index/headline.ts';
import { meaningOf } from '../../index/names.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import type { Offer } from './offer.ts';
import { callSnippet } from './offer.ts';

/** `x.height`, `x.width`, `x.channels`. */
export const memberItems: readonly Offer[] = ['height', 'width', 'channels'].map((label) => ({
  label,
  kind: 'value',
  doc: 'A size of a tensor, as a number.',
}));

/** Where an expression is written: tensors, layers and blocks; steps in an augmentation; trains in an ensemble. */
export function flowItems(cursor: Cursor, analysis: Analysis): readonly Offer[] {
  const { declares, before } = cursor;
  if (declares === 'augment') return [...stepItems(), ...named(analysis, ['augment'], 'value')];
  if (declares === 'ensemble') return named(analysis, ['train'], 'train');
  const values = named(analysis, ['const', 'param'], 'value');
  if (declares === 'const' || declares === 'param') return values;
  const body = cursor.brackets.length === 1 && cursor.brackets[0]?.symbol === '{';
  if (body && cursor.first && before !== '->') return statementItems(declares === 'model');
  const layers = [...blockItems(analysis), ...layerItems(before === '->' || declares === 'let'), ...keywords];
  if (before === '->' || declares === 'let') return layers;
  return [...tensorItems(cursor, analysis), ...values, ...layers];
}

/** Every layer, with its options. */
export function layerItems(flowing: boolean): readonly Offer[] {
  return [...layerRegistry.values()]
    .filter(({ inputs }) => flowing || inputs === 'one')
    .map((definition) => layerItem(definition));
}

function layerItem({ name, doc, options }: LayerDefinition): Offer {
  const needed = options
    .filter(({ default: standard }) => standard === undefined)
    .map((option) => option.name);
  return {
    label: name,
    kind: 'layer',
    detail: signature(
      name,
      options.map((option) => option.name),
    ),
    doc,
    snippet: callSnippet(name, needed),
  };
}

function signature(name: string, options: readonly string[]): string {
  return options.length === 0 ? name : `${name}(${options.join(', ')})`;
}

export function stepItems(): readonly Offer[] {
  return [...stepRegistry.values()].map(({ name, doc, options }) => ({
    label: name,
    kind: 'layer',
    detail: signature(
      name,
      options.map((option) => option.name),
    ),
    doc,
    snippet: callSnippet(
      name,
      options.filter(({ default: standard }) => standard === undefined).map((option) => option.name),
    ),
  }));
}

/** Blocks and lets of the file, imported ones too. */
function blockItems(analysis: Analysis): readonly Offer[] {
  return [...analysis.checked.environment.entries()].flatMap(([name, binding]): readonly Offer[] => {
    if (binding.kind === 'let')
      return [{ label: name, kind: 'block', detail: 'a layer that shares its weights' }];
    if (binding.kind !== 'block') return [];
    const { declaration } = binding.block;
    const needed = declaration.parameters.flatMap(({ name: { text }, default: standard }) =>
      standard === undefined ? [text] : [],
    );
    const callable = callableOf(name, 'flow', analysis);
    const detail = callable && signatureText(callable);
    return [
      {
        label: name,
        kind: 'block',
        ...(detail !== undefined && { detail }),
        doc: declaration.doc,
        snippet: callSnippet(name, needed),
      },
    ];
  });
}

/** Names of the file that are of some kinds of declarations. */
export function named(analysis: Analysis, kinds: readonly string[], kind: Offer['kind']): readonly Offer[] {
  return [...analysis.checked.environment.entries()].flatMap(([label, binding]): readonly Offer[] => {
    if (binding.kind === 'lazy') return kinds.includes('const') ? [{ label, kind }] : [];
    const declaration = meaningOf(label, analysis)?.declaration;
    if (declaration === undefined || declaration.kind === 'import' || !kinds.includes(declaration.kind))
      return [];
    return [{ label, kind, detail: declarationLine(declaration), doc: declaration.doc }];
  });
}

/** What the body has bound above, with its shape where that is known. */
function tensorItems({ declaration, start }: Cursor, analysis: Analysis): readonly Offer[] {
  if (declaration?.kind !== 'model' && declaration?.kind !== 'block') return [];
  const above = ({ span }: { readonly span: Statement['span'] }): boolean => analysis.here(span).end <= start;
  const statements = 'kind' in declaration.body ? [] : declaration.body.filter(above);
  const inputs = declaration.kind === 'model' ? declaration.inputs : declaration.parameters;
  return [
    ...inputs.map(({ name }): Offer => ({ label: name.text, kind: 'tensor' })),
    ...statements.flatMap((statement): readonly Offer[] => {
      if (statement.kind === 'input-statement') {
        return statement.names.map(({ text }) => ({ label: text, kind: 'tensor' }));
      }
      if (statement.name === undefined) return [];
      const shape = shapesText(flowsOf(analysis).get(statement.value)?.[0]?.outputs ?? []);
      return [{ label: statement.name.text, kind: 'tensor', ...(shape !== undefined && { detail: shape }) }];
    }),
  ].filter(({ label }) => label !== '');
}

const keywords: readonly Offer[] = [
  { label: 'repeat', kind: 'keyword', doc: 'The same layers again.', snippet: 'repeat ${1:3} { $0 }' },
  {
    label: 'if',
    kind: 'keyword',
    doc: 'Chosen by the compiler.',
    snippet: 'if ${1:condition} then ${2:x} else ${3:y}',
  },
];

function statementItems(model: boolean): readonly Offer[] {
  const output: Offer = {
    label: 'output',
    kind: 'keyword',
    doc: model ? 'An output of the model.' : 'What the block gives back.',
    snippet: model ? 'output ${1:kind} = $0' : 'output $0',
  };
  const binding: Offer = {
    label: 'let',
    kind: 'keyword',
    doc: 'A layer that shares its weights.',
    snippet: 'let ${1:name} = $0',
  };
  if (!model)
    return [
      { label: 'input', kind: 'keyword', doc: 'What flows in.', snippet: 'input ${1:x}' },
      output,
      binding,
    ];
  const extra = {
    label: 'train output',
    kind: 'keyword',
    doc: 'An output that exists while training only.',
  } as const;
  return [output, { ...extra, snippet: 'train output ${1:aux} = $0' }, binding];
}
