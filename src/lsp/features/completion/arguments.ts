import type { Realm } from '../../index/callables.ts';
import { callableOf } from '../../index/callables.ts';
import type { Cursor } from '../../index/cursor.ts';
import { settingsBody } from '../../index/cursor.ts';
import { meaningOf } from '../../index/names.ts';
import { realmOfSetting } from '../../index/realm.ts';
import { watchable } from '../../index/watchable.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import { named } from './flow.ts';
import type { Offer } from './offer.ts';

/** In the brackets of a call: its options, and their values. */
export function argumentItems(cursor: Cursor, analysis: Analysis): readonly Offer[] {
  const top = cursor.brackets.at(-1);
  const realm = realmOfCursor(cursor);
  if (top === undefined) return [];
  if ((realm === 'minimize' || realm === 'metrics') && top.callee !== '')
    return targetItems(cursor, analysis);
  const callable = callableOf(top.callee, realm, analysis, watchable(cursor));
  if (callable === undefined) return [];
  const values = named(analysis, ['const', 'param'], 'value');
  const parameters = parametersOf(cursor);
  const asValue = (words: readonly string[]): readonly Offer[] =>
    words.map((label) => ({ label, kind: 'word' }));
  if (top.key !== undefined) {
    const option = callable.options.find(({ name }) => name === top.key);
    return [...asValue(option?.values ?? []), ...parameters, ...values];
  }
  const positional = callable.options.filter(({ namedOnly }) => !namedOnly);
  const here = positional[top.commas];
  const left = callable.options.filter(
    ({ name }) =>
      !top.keys.includes(name) && !positional.slice(0, top.commas).some((each) => each.name === name),
  );
  return [
    ...asValue(here?.values ?? []),
    ...left.map((option): Offer => ({
      label: `${option.name}:`,
      kind: 'option',
      detail: option.label,
      doc: option.doc,
      insert: `${option.name}: `,
    })),
    ...parameters,
    ...values,
  ];
}

/** What kind of things a call at a cursor calls. */
export function realmOfCursor({ declares, brackets }: Cursor): Realm {
  if (declares === 'augment') return 'augment';
  if (declares === 'data') return brackets[0]?.symbol === '{' ? 'column' : 'data';
  if (declares !== 'train') return 'flow';
  return realmOfSetting(settingsBody(brackets)?.key);
}

function parametersOf({ declaration }: Cursor): readonly Offer[] {
  if (declaration?.kind !== 'block') return [];
  return declaration.parameters.map(({ name }) => ({ label: name.text, kind: 'value' }));
}

/** `cross_entropy(…)`: an output of the model, and then a label of the data. */
function targetItems({ declaration, brackets }: Cursor, analysis: Analysis): readonly Offer[] {
  if (declaration?.kind !== 'train') return [];
  if ((brackets.at(-1)?.commas ?? 0) > 0) {
    const data = analysis.checked.datasets.find(
      (each) => each.declaration.name.text === declaration.data.text,
    );
    return (data?.labels ?? []).map(({ name, label }) => ({
      label: name,
      kind: 'value',
      ...(label !== undefined && { detail: label.kind }),
    }));
  }
  const model = meaningOf(declaration.model.text, analysis)?.declaration;
  if (model?.kind !== 'model') return [];
  return model.body.flatMap((statement): readonly Offer[] =>
    statement.kind === 'output' && statement.name !== undefined
      ? [
          {
            label: statement.name.text,
            kind: 'value',
            detail: statement.trainOnly ? 'train output' : 'output',
          },
        ]
      : [],
  );
}
