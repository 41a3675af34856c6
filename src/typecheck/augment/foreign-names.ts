import { stepRegistry } from './registry.ts';

/** What other frameworks call the steps, in lower case, without underscores and without `random` in front. */
const foreign: ReadonlyMap<string, string> = new Map([
  ['rotation', 'rotate'],
  ['rotationrange', 'rotate'],
  ['translate', 'shift'],
  ['translation', 'shift'],
  ['widthshiftrange', 'shift'],
  ['heightshiftrange', 'shift'],
  ['shearrange', 'shear'],
  ['zoomrange', 'zoom'],
  ['horizontalflip', 'flip'],
  ['verticalflip', 'flip'],
  ['mirror', 'flip'],
  ['resizedcrop', 'crop'],
  ['brightnessrange', 'brightness'],
  ['saturate', 'saturation'],
  ['gray', 'grey'],
  ['grayscale', 'grey'],
  ['greyscale', 'grey'],
  ['gaussiannoise', 'noise'],
  ['gaussianblur', 'blur'],
  ['erase', 'cutout'],
  ['erasing', 'cutout'],
  ['trivialaugment', 'trivial'],
  ['trivialaugmentwide', 'trivial'],
  ['oneof', 'one_of'],
  ['choice', 'one_of'],
  ['sometimes', 'maybe'],
  ['apply', 'maybe'],
]);

/** The step that another framework calls so: `RandomRotation` is rotate. */
export function stepFromForeign(name: string): string | undefined {
  const plain = name
    .toLowerCase()
    .replaceAll('_', '')
    .replace(/^random/, '');
  return foreign.get(plain) ?? (stepRegistry.has(plain) ? plain : undefined);
}
