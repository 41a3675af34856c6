import { define } from '../define.ts';

/** NET5016, NET5017: photos of one channel, where three are wanted. */

export const pixelsNeedColour = define<{ readonly image: string; readonly pixels: string }>({
  code: 'NET5016',
  severity: 'error',
  title: ({ pixels }) => `pixels: ${pixels} are of red, green and blue, and these photos have one channel`,
  label: () => 'needs three channels',
  expected: () => 'unit, bytes, tf or standardized for one channel',
  given: ({ pixels }) => pixels,
  hint: () => 'Choose one of these, or leave channels: 1 out: grey photos then have three equal channels.',
});

export const stepNeedsColour = define<{ readonly step: string; readonly data: string }>({
  code: 'NET5017',
  severity: 'error',
  title: ({ step, data }) => `${step} changes colours, and the photos of ${data} have one channel`,
  label: ({ step }) => `takes ${step}`,
  hint: ({ step }) => `Leave ${step} out: brightness and contrast change what is grey.`,
});
