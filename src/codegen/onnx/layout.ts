/**
 * Images have the axes [batch, height, width, channels] in netc and [batch, channels, height, width] in ONNX: channels
 * last, and channels first.
 */

/** Axis `i` of the channels-first form is axis `TO_FIRST[i]` of the other. */
export const TO_FIRST = [0, 3, 1, 2] as const;
/** And back. */
export const TO_LAST = [0, 2, 3, 1] as const;

/** Where an axis of four is when channels come first. */
export const axisFirst = (axis: number): number => TO_FIRST.findIndex((each) => each === axis);

/** Anything given for each axis, in the order of the axes when channels come first. */
export const inFirstOrder = <T>(items: readonly T[]): readonly T[] =>
  TO_FIRST.flatMap((axis) => items.slice(axis, axis + 1));

/** A permutation that changes nothing. */
export const unchanged = (rank: number): readonly number[] => Array.from({ length: rank }, (_, axis) => axis);
