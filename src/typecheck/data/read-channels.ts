import type { Expression } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';
import type { ChannelCount } from '../typed-module.ts';

/** Red, green and blue, where nothing is said. */
export const defaultChannels: ChannelCount = 3;

/** What `channels` are, for messages. */
export const channelsExpected = '3 (red, green and blue) or 1 (grey)';

/** `channels: 1`; undefined where it is neither, which `refuse` was told. */
export function channelsOf(
  written: Expression,
  place: Place,
  refuse: (given: string) => void,
): ChannelCount | undefined {
  const value = evaluate(written, place);
  if (value.kind === 'poison') return undefined;
  if (value.kind === 'number' && (value.value === 1 || value.value === 3)) return value.value;
  refuse(describe(value));
  return undefined;
}
