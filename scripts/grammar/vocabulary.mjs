// @ts-check
/** The words of the language, each from the table that the compiler goes by. */
import * as tokens from '../../dist/parser/tokens.js';
import { parameterTypes } from '../../dist/typecheck/elaborate/block-parameters.js';
import { axes } from '../../dist/typecheck/elaborate/member.js';
import { activationNames } from '../../dist/typecheck/layers/common-options.js';
import { knownWords } from '../../dist/typecheck/layers/known-words.js';
import { layerRegistry } from '../../dist/typecheck/layers/registry.js';
import { laterMetrics, losses, metrics } from '../../dist/typecheck/train/losses.js';
import { optimizers } from '../../dist/typecheck/train/optimizer.js';
import { trainSettings } from '../../dist/typecheck/train/settings.js';

const activations = new Set(/** @type {readonly string[]} */ (activationNames));
const isActivation = (/** @type {string} */ name) => activations.has(name);

export const vocabulary = {
  /** Those that begin a declaration. */
  declarations: [...tokens.declarationWords.keys()],
  /** Names nowhere, except behind a dot or before a colon. */
  reserved: [...tokens.reservedWords.keys()],
  types: Object.keys(parameterTypes),
  axes: [...axes],
  activations: [...activations],
  layers: [...layerRegistry.keys()].filter((name) => !isActivation(name)),
  /** Values of options: `same`, `he_normal`. */
  optionWords: [...knownWords].filter((word) => !layerRegistry.has(word) && !isActivation(word)),
  settings: Object.keys(trainSettings),
  optimizers: Object.keys(optimizers),
  losses: Object.keys(losses),
  metrics: [...Object.keys(metrics), ...laterMetrics],
};
