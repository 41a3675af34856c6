import { cachedWithoutAugment } from '../../diagnostics/catalogue/augmentation.ts';
import type { Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { readWhole } from '../train/read-values.ts';
import type { Augmentation } from './augmentation.ts';

/**
 * `cached: 8`, or `none`, which ends what the train says. Null where there is none, undefined after something wrong.
 * @param augment what is said of augmentation; where that is `none`, there are no variants, and `changes` is null
 */
export function readCached(
  setting: Setting | undefined,
  augment: Setting | undefined,
  changes: Augmentation | null | undefined,
  place: Place,
): number | null | undefined {
  if (setting === undefined || setting.values[0]?.kind === 'none') return null;
  const versions = readWhole(setting, 1, place);
  if (versions === undefined || changes !== null) return versions;
  if (augment !== undefined) return null;
  place.elaboration.report(cachedWithoutAugment(setting.key.span, { versions }));
  return undefined;
}
