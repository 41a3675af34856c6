import type { GraphKey } from '../../ir/graph-keys.ts';
import type { Tensors } from '../engines/engine.ts';
import { firstNotFinite } from '../weights/files/numbers.ts';
import type { Position } from './position.ts';
import type { Values } from './weights.ts';

/** What was seen to be NaN or infinite. */
export type BrokenNumber =
  /** Of a step, or of a batch that is measured. */
  | { readonly kind: 'loss'; readonly split: 'train' | 'validation' | 'test'; readonly value: number }
  | { readonly kind: 'variable'; readonly path: string; readonly value: number };

/** One run of a graph: what is needed to do it again. */
export interface Scene {
  readonly graph: GraphKey;
  readonly feeds: Tensors;
  /** Variables before it. */
  readonly values: Values;
  readonly files: readonly string[];
}

/** Training stopped because a number is NaN or infinite. Nothing of what came of it has been saved. */
export class NumbersBroke extends Error {
  override readonly name = 'NumbersBroke';
  readonly broken: BrokenNumber;
  /** Before the step whose loss it is; for a variable, after the steps of which one has broken it. */
  readonly position: Position;
  readonly files: readonly string[];
  /** Where it is known at once. */
  readonly scene: Scene | undefined;

  constructor(
    broken: BrokenNumber,
    position: Position,
    more: { readonly files?: readonly string[]; readonly scene?: Scene } = {},
  ) {
    super(`${broken.kind === 'loss' ? `the loss of ${broken.split}` : broken.path} is ${broken.value}`);
    this.broken = broken;
    this.position = position;
    this.files = more.files ?? more.scene?.files ?? [];
    this.scene = more.scene;
  }
}

/** The first variable with a number that is none; undefined where all are finite. */
export function brokenVariable(values: Values): Extract<BrokenNumber, { kind: 'variable' }> | undefined {
  for (const [path, data] of values) {
    const index = firstNotFinite(data);
    if (index !== undefined) return { kind: 'variable', path, value: data[index] ?? NaN };
  }
  return undefined;
}
