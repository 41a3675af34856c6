import { badDataSetting } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Expression, Setting } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { ChannelCount, Size } from '../typed-module.ts';
import type { CheckedImage } from './checked-dataset.ts';
import { folderColumns } from './folder-columns.ts';
import { withFittingPixels } from './grey-pixels.ts';
import { channelsExpected, channelsOf, defaultChannels } from './read-channels.ts';
import {
  defaultPixels,
  defaultResize,
  pixelsExpected,
  pixelsOf,
  resizeExpected,
  resizeOf,
  type Refuse,
} from './read-pixels.ts';

/**
 * The one image column of data whose settings say what it is: `channels`, `resize` and `pixels`; what is wrong is undefined, which
 * was reported.
 * @param size of the photos; undefined where it is wrong
 * @param otherwise channels where none are said
 */
export function readImageSettings(
  size: Size | undefined,
  settings: ReadonlyMap<string, Setting>,
  place: Place,
  otherwise: ChannelCount = defaultChannels,
): CheckedImage {
  const read = <T>(
    key: string,
    expected: string,
    standard: T,
    of: (written: Expression, refuse: Refuse) => T | undefined,
  ): T | undefined => {
    const [written, extra] = settings.get(key)?.values ?? [];
    if (written === undefined) return standard;
    const refuse: Refuse = (given, known) => {
      const parameters = { setting: key, expected, given, suggestion: nearest(given, known) };
      place.elaboration.report(badDataSetting((extra ?? written).span, parameters));
    };
    if (extra === undefined) return of(written, refuse);
    refuse('more than one', []);
    return undefined;
  };
  const channels = read('channels', channelsExpected, otherwise, (written, refuse) =>
    channelsOf(written, place, (given) => {
      refuse(given, []);
    }),
  );
  const image: CheckedImage = {
    name: folderColumns.image,
    size: size && channels && { ...size, channels },
    sizeSpan: settings.get('size')?.span,
    channelsSpan: settings.get('channels')?.span,
    resize: read('resize', resizeExpected, defaultResize, (written, refuse) =>
      resizeOf(written, place, refuse),
    ),
    pixels: read('pixels', pixelsExpected, defaultPixels, pixelsOf),
    pixelsSpan: settings.get('pixels')?.span,
  };
  return withFittingPixels(image, place);
}
