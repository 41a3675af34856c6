import { declarationWords, reservedWords } from '../parser/tokens.ts';
import { stepRegistry } from './augment/registry.ts';
import { columnTypes } from './data/column-types.ts';
import { sources } from './data/dataset.ts';
import { splitWays } from './data/read-split.ts';
import { parameterTypes } from './elaborate/block-parameters.ts';
import { axes } from './elaborate/member.ts';
import { activationNames } from './layers/common-options.ts';
import type { OptionDefinition } from './layers/layer.ts';
import { layerRegistry } from './layers/registry.ts';
import { losses } from './train/losses.ts';
import { metricNames } from './train/metrics.ts';
import { optimizerKinds } from './train/optimizer.ts';
import { trainSettings } from './train/settings.ts';

const activations: ReadonlySet<string> = new Set(activationNames);

/** The words that options take. */
function wordsOf(
  definitions: Iterable<{ readonly options: readonly OptionDefinition[] }>,
): readonly string[] {
  const words = [...definitions].flatMap(({ options }) =>
    options.flatMap(({ type }) => (type.kind === 'word' ? type.words : [])),
  );
  return [...new Set(words)];
}

/** The words of the language by what they are for, each gathered from the table that the checker goes by. */
export const vocabulary = {
  /** Those that begin a declaration. */
  declarations: [...declarationWords.keys()],
  /** Names nowhere, except behind a dot or before a colon. */
  reserved: [...reservedWords.keys()],
  /** Types of a block's parameters. */
  types: Object.keys(parameterTypes),
  /** Sizes of a tensor: `x.height`. */
  axes: [...axes],
  activations: [...activations],
  layers: [...layerRegistry.keys()].filter((name) => !activations.has(name)),
  /** Values of options of layers: `same`, `he_normal`. */
  optionWords: wordsOf(layerRegistry.values()).filter((word) => !activations.has(word)),
  /** Steps of augmentation, and values of their options: `horizontal`. */
  steps: [...stepRegistry.keys()],
  stepWords: wordsOf(stepRegistry.values()),
  /** What data may be: `images`, `table`. */
  sources: Object.keys(sources),
  /** Types of a table's columns. */
  columns: [...columnTypes.keys()],
  splits: [...new Set(Object.values(splitWays).flat())],
  /** What a train or a phase says. */
  settings: Object.keys(trainSettings),
  optimizers: optimizerKinds,
  losses: Object.keys(losses),
  metrics: metricNames(),
} as const;
