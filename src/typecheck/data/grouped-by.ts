import type { Split } from '../typed-module.ts';

/** What a division keeps samples together by, as the program names it; undefined where it keeps none together. */
export function groupedBy(split: Split): string | undefined {
  return 'by' in split ? split.by : undefined;
}
