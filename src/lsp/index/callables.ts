import type { BlockDeclaration, Expression } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import { stepRegistry } from '../../typecheck/augment/registry.ts';
import { columnOptions, columnTypes } from '../../typecheck/data/column-types.ts';
import { dataSettingDoc } from '../../typecheck/data/data-settings.ts';
import { photoSettingWords } from '../../typecheck/data/photo-setting-words.ts';
import type { OptionDefinition, OptionType } from '../../typecheck/layers/layer.ts';
import { layerRegistry } from '../../typecheck/layers/registry.ts';
import type { Watch } from '../../typecheck/regime.ts';
import type { ChoiceSettingName } from '../../typecheck/train/choices.ts';
import { wayOf } from '../../typecheck/train/choices.ts';
import type { PlainValue } from '../../typecheck/typed-module.ts';
import { lossDocs, metricDocs, optimizerDocs } from '../../typecheck/train/documentation.ts';
import { isLoss, lossOptions } from '../../typecheck/train/losses.ts';
import { measureOf } from '../../typecheck/train/metrics.ts';
import { optimizerKinds, optimizerOptions } from '../../typecheck/train/optimizer.ts';
import type { Analysis } from '../workspace/analysis.ts';

/** What can stand before brackets, with what may stand in them. */
export interface Callable {
  readonly what:
    'layer' | 'block' | 'optimizer' | 'loss' | 'metric' | 'way' | 'augmentation step' | 'column' | 'data';
  readonly name: string;
  readonly doc: string;
  readonly options: readonly CallableOption[];
}

export interface CallableOption {
  readonly name: string;
  /** `filters: whole number`, as a signature shows it. */
  readonly label: string;
  readonly doc: string;
  readonly namedOnly: boolean;
  /** Words that it may be. */
  readonly values: readonly string[];
}

/** Which kind of thing is called in a place. */
export type Realm =
  'flow' | 'augment' | 'optimizer' | 'minimize' | 'metrics' | ChoiceSettingName | 'data' | 'column' | 'other';

const nothingWatched: ReadonlyMap<string, Watch> = new Map();

/**
 * What a name calls in a place.
 * @param figures what can be watched there, where it is known
 */
export function callableOf(
  name: string,
  realm: Realm,
  analysis: Analysis,
  figures = nothingWatched,
): Callable | undefined {
  switch (realm) {
    case 'flow': {
      const binding = analysis.checked.environment.own(name);
      if (binding?.kind === 'block') return blockCallable(binding.block.declaration, name);
      const layer = layerRegistry.get(name);
      return layer && { what: 'layer', name, doc: layer.doc, options: layer.options.map(optionOf) };
    }
    case 'augment': {
      const step = stepRegistry.get(name);
      return step && { what: 'augmentation step', name, doc: step.doc, options: step.options.map(optionOf) };
    }
    case 'optimizer': {
      const kind = optimizerKinds.find((known) => known === name);
      if (kind === undefined) return undefined;
      return {
        what: 'optimizer',
        name,
        doc: optimizerDocs[kind],
        options: optimizerOptions(kind).map(optionOf),
      };
    }
    case 'minimize':
      return isLoss(name)
        ? {
            what: 'loss',
            name,
            doc: lossDocs[name],
            options: [...targets, ...lossOptions[name].map(optionOf)],
          }
        : undefined;
    case 'metrics': {
      const measure = measureOf(name);
      return measure && { what: 'metric', name, doc: metricDocs[measure.kind], options: targets };
    }
    case 'schedule':
    case 'stop':
    case 'keep':
    case 'clip': {
      const way = wayOf(realm, name, figures);
      return way && { what: 'way', name, doc: way.doc, options: way.options.map(optionOf) };
    }
    case 'column': {
      const type = columnTypes.get(name);
      return type && { what: 'column', name, doc: type.doc, options: columnOptions(type).map(columnOption) };
    }
    case 'data':
    case 'other':
      return undefined;
  }
}

/** `conv(filters, size, activation = none; stride = 1, …)`. */
export function signatureText({ name, options }: Callable): string {
  return options.length === 0 ? name : `${name}(${options.map(({ label }) => label).join(', ')})`;
}

function blockCallable({ doc, parameters }: BlockDeclaration, name: string): Callable {
  return {
    what: 'block',
    name,
    doc,
    options: parameters.map((parameter) => ({
      name: parameter.name.text,
      label: spanText(parameter.span).replace(/\s+/g, ' '),
      doc: '',
      namedOnly: false,
      values: valuesOfType(parameter.type?.text, parameter.default),
    })),
  };
}

function valuesOfType(type: string | undefined, standard: Expression | undefined): readonly string[] {
  if (type === 'bool' || standard?.kind === 'boolean') return ['true', 'false'];
  return type === 'layer' ? [...layerRegistry.keys()] : [];
}

const targets: readonly CallableOption[] = [
  { ...plain('output'), doc: 'An output of the model.' },
  {
    ...plain('label'),
    label: 'label = output',
    doc: 'The label that it learns, where that is called differently.',
  },
];

function columnOption(name: string): CallableOption {
  const values = name === 'optional' ? ['true', 'false'] : Object.keys(photoSettingWords(name) ?? {});
  return { ...plain(name), doc: dataSettingDoc('images', name) ?? '', values };
}

function plain(name: string): CallableOption {
  return { name, label: name, doc: '', namedOnly: false, values: [] };
}

function optionOf({ name, type, default: standard, namedOnly, doc }: OptionDefinition): CallableOption {
  const written = standard === undefined ? '' : ` = ${valueText(standard)}`;
  const values = [...wordsOf(type), ...(standard === null ? ['none'] : [])];
  return { name, label: name + written, doc, namedOnly: namedOnly === true, values };
}

function wordsOf(type: OptionType): readonly string[] {
  if (type.kind === 'word') return type.words;
  return type.kind === 'boolean' ? ['true', 'false'] : [];
}

/** As a program would say it. */
export function valueText(value: PlainValue): string {
  if (value === null) return 'none';
  if (typeof value === 'object') {
    const [first, second] = value;
    return value.length === 2 && first === second && typeof first === 'number'
      ? String(first)
      : `[${value.map(valueText).join(', ')}]`;
  }
  return String(value);
}
