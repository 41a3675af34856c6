import type { Label } from '../../src/typecheck/typed-module.ts';

/** A label of one number that every sample has, as a folder of photos gives it; `more` says what is different. */
export function labelOf(name: string, kind: Label['kind'], more: Partial<Label> = {}): Label {
  return { name, kind, columns: [], classes: undefined, units: 1, optional: false, ...more };
}
