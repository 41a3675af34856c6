import { mixingSteps } from '../../../typecheck/augment/mixing.ts';
import type { OptionDefinition } from '../../../typecheck/layers/layer.ts';
import type { ChoiceSettingName } from '../../../typecheck/train/choices.ts';
import { choiceSettings, isChoiceSetting, wayOf } from '../../../typecheck/train/choices.ts';
import { balancedWord } from '../../../typecheck/train/class-weights.ts';
import { settingDocs, lossDocs, metricDocs, optimizerDocs } from '../../../typecheck/train/documentation.ts';
import { losses } from '../../../typecheck/train/losses.ts';
import { measureOf, metricNames } from '../../../typecheck/train/metrics.ts';
import { optimizerKinds } from '../../../typecheck/train/optimizer.ts';
import { trainSettings } from '../../../typecheck/train/settings.ts';
import type { Cursor } from '../../index/cursor.ts';
import { settingsBody } from '../../index/cursor.ts';
import { meaningOf } from '../../index/names.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import { weightedClassItems } from './classes.ts';
import { named, stepItems } from './flow.ts';
import type { Offer } from './offer.ts';
import { callSnippet } from './offer.ts';

/** In a train: its model and data, settings, and their values. */
export function trainItems(cursor: Cursor, analysis: Analysis): readonly Offer[] {
  const { brackets, before, first } = cursor;
  const body = settingsBody(brackets);
  if (body === undefined) {
    if (before === '=') return named(analysis, ['model'], 'model');
    return before === 'on' ? named(analysis, ['data'], 'data') : [{ label: 'on', kind: 'keyword' }];
  }
  if (brackets.at(-1) !== body) return nestedItems(body.key ?? '', cursor, analysis);
  const inPhase = body !== brackets[0];
  if (body.key === undefined || (first && before !== ',') || before === '{')
    return settingItems(inPhase, body.keys);
  return valueItems(body.key, cursor, analysis);
}

/** Within the brackets of a value: an entry of a record, or what a setting lists. */
function nestedItems(key: string, cursor: Cursor, analysis: Analysis): readonly Offer[] {
  const top = cursor.brackets.at(-1);
  const value = cursor.before === ':';
  if (key === 'class_weights' && !value) return weightedClassItems(cursor, analysis);
  if ((key === 'rates' || key === 'freeze' || key === 'unfreeze') && !value)
    return selectorItems(cursor, analysis);
  const listed = top?.symbol === '[' || top?.callee === '' || /^\W$/.test(top?.callee ?? '');
  return listed && !value && !isChoiceSetting(key)
    ? valueItems(key, cursor, analysis)
    : named(analysis, ['const', 'param'], 'value');
}

function settingItems(inPhase: boolean, taken: readonly string[]): readonly Offer[] {
  const settings = Object.entries(trainSettings)
    .filter(([name, { trainOnly }]) => !taken.includes(name) && !(inPhase && trainOnly === true))
    .map(([name]): Offer => ({
      label: name,
      kind: 'setting',
      doc: settingDocs[name] ?? '',
      insert: `${name}: `,
    }));
  if (inPhase) return settings;
  const phase: Offer = {
    label: 'phase',
    kind: 'snippet',
    doc: 'A part of the training with settings of its own.',
    snippet: 'phase ${1:top} {\n  $0\n}',
  };
  return [...settings, phase];
}

function valueItems(key: string, cursor: Cursor, analysis: Analysis): readonly Offer[] {
  const none: Offer = { label: 'none', kind: 'word' };
  switch (key) {
    case 'schedule':
    case 'stop':
    case 'keep':
      return wayItems(key);
    case 'clip':
      return [...wayItems(key), none];
    case 'class_weights':
      return [
        { label: balancedWord, kind: 'word' },
        { label: '{ … }', kind: 'snippet', insert: '{ }', snippet: '{ $0 }' },
      ];
    case 'optimizer':
      return optimizerKinds.map((name) => ({
        label: name,
        kind: 'layer',
        doc: optimizerDocs[name],
        snippet: `${name}(\${1:1e-3})`,
      }));
    case 'minimize':
      return Object.keys(losses).map((name) => target(name, docOf(lossDocs, name)));
    case 'metrics':
      return metricNames().map((name) => target(name, docOf(metricDocs, measureOf(name)?.kind ?? name)));
    case 'freeze':
    case 'unfreeze':
    case 'rates':
      return selectorItems(cursor, analysis);
    case 'augment':
      return [...named(analysis, ['augment'], 'value'), ...stepItems()];
    case 'mix':
      return [...stepItems().filter(({ label }) => mixingSteps.some(({ name }) => name === label)), none];
    case 'precision':
      return ['float32', 'bfloat16', 'auto'].map((label) => ({ label, kind: 'word' }));
    default:
      return named(analysis, ['const', 'param'], 'value');
  }
}

/** What a setting may be, with the options that each must be told. */
function wayItems(setting: ChoiceSettingName): readonly Offer[] {
  return Object.entries<readonly OptionDefinition[]>(choiceSettings[setting].ways(new Map())).map(
    ([label, options]) => {
      const needed = options
        .filter(({ default: standard }) => standard === undefined)
        .map(({ name }) => name);
      const doc = wayOf(setting, label, new Map())?.doc ?? '';
      return { label, kind: 'word', doc, snippet: callSnippet(label, needed) };
    },
  );
}

function target(name: string, doc: string): Offer {
  return { label: name, kind: 'layer', doc, snippet: `${name}(\${1:output})` };
}

function docOf(docs: Readonly<Record<string, string>>, name: string): string {
  return docs[name] ?? '';
}

/** Paths of the model's layers, one step at a time. */
export function selectorItems({ declaration, path }: Cursor, analysis: Analysis): readonly Offer[] {
  if (declaration?.kind !== 'train') return [];
  const model = meaningOf(declaration.model.text, analysis)?.declaration;
  const checked = analysis.checked.models.find((each) => each.declaration === model);
  const below = path === undefined || path === '' ? '' : `${path}.`;
  const counts = new Map<string, number>();
  for (const call of checked?.calls ?? []) {
    const [name] = call.path.startsWith(below) ? call.path.slice(below.length).split('.') : [];
    if (name !== undefined && name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([label, layers]) => ({
    label,
    kind: 'path',
    detail: layers === 1 ? 'a layer' : `${layers} layers`,
  }));
}
