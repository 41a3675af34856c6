import type { Definition } from '../define.ts';
import * as advice from './advice.ts';
import * as arrays from './arrays.ts';
import * as augmentation from './augmentation.ts';
import * as channels from './channels.ts';
import * as data from './data.ts';
import * as ensembles from './ensembles.ts';
import * as exportFamily from './exports.ts';
import * as features from './features.ts';
import * as labelTables from './label-tables.ts';
import * as names from './names.ts';
import * as objectives from './objectives.ts';
import * as optimizationAdvice from './optimization-advice.ts';
import * as optimization from './optimization.ts';
import * as page from './page.ts';
import * as pixels from './pixels.ts';
import * as predict from './predict.ts';
import * as pretrained from './pretrained.ts';
import * as photos from './photos.ts';
import * as resilience from './resilience.ts';
import * as run from './run.ts';
import * as sample from './sample.ts';
import * as shapes from './shapes.ts';
import * as splits from './splits.ts';
import * as syntax from './syntax.ts';
import * as tables from './tables.ts';
import * as training from './training.ts';
import * as weightFiles from './weight-files.ts';

const families: readonly Readonly<Record<string, unknown>>[] = [
  syntax,
  names,
  shapes,
  training,
  optimization,
  optimizationAdvice,
  augmentation,
  objectives,
  ensembles,
  exportFamily,
  features,
  data,
  channels,
  page,
  arrays,
  labelTables,
  photos,
  pixels,
  predict,
  pretrained,
  tables,
  splits,
  advice,
  run,
  resilience,
  sample,
  weightFiles,
];

/** What can be said of a diagnostic without an occurrence of it. */
export type CatalogueEntry = Pick<Definition<never>, 'code' | 'severity'> & {
  /** The name under which the catalogue exports it. */
  readonly name: string;
};

/** Every diagnostic that netc can give, by code. */
export const catalogue: readonly CatalogueEntry[] = families
  .flatMap((family) => Object.entries(family).flatMap(([name, value]) => entry(name, value)))
  .sort((left, right) => (left.code < right.code ? -1 : 1));

function entry(name: string, value: unknown): readonly CatalogueEntry[] {
  if (typeof value !== 'function' || !('definition' in value) || !isDefinition(value.definition)) return [];
  const { code, severity } = value.definition;
  return [{ name, code, severity }];
}

function isDefinition(value: unknown): value is Pick<Definition<never>, 'code' | 'severity'> {
  return typeof value === 'object' && value !== null && 'code' in value && 'severity' in value;
}
