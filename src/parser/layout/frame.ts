import type { Word } from '../word.ts';

/** What a pair of brackets holds; it decides what may stand there and what a slip was meant to be. */
export type FrameKind =
  /** Parentheses of a model's inputs or a block's parameters. */
  | 'header'
  /** Parentheses of a call. */
  | 'call'
  /** Parentheses around an expression. */
  | 'group'
  /** Brackets: branches, lists, shapes. */
  | 'list'
  /** Braces around imported names. */
  | 'names'
  /** Braces around a model's or a block's statements. */
  | 'statements'
  /** Braces around the settings of `data`, `train`, `phase` or `ensemble`. */
  | 'settings'
  /** Braces around what `repeat` repeats. */
  | 'repeat'
  /** Braces in a name given by `as`. */
  | 'hole'
  /** Braces of a value for each path. */
  | 'record';

/** A bracket that is open. */
export interface Frame {
  readonly kind: FrameKind;
  readonly opener: Word;
  /** Where the opener stands in the output; -1 when it was left out. */
  readonly outIndex: number;
  /** Operators and brackets since the last comma or arrow in this frame: how deep its tree may be. */
  steps: number;
  /** `repeat` was read and its braces are still to come. */
  repeatPending: boolean;
  /** How many `if` wait for their `then`. */
  openConditions: number;
  /** Parentheses that hold several values and are read as brackets. */
  tuple: boolean;
  /** In a call: where its first arrow stands in the output, or -1. */
  arrowIndex: number;
  /** In a body: the indentation of the item being read, or -1 when there is none yet. */
  itemColumn: number;
  /** In a body: the item being read is a phase. */
  itemIsPhase: boolean;
}

export function frame(kind: FrameKind, opener: Word, outIndex: number): Frame {
  return {
    kind,
    opener,
    outIndex,
    steps: 0,
    repeatPending: false,
    openConditions: 0,
    tuple: false,
    arrowIndex: -1,
    itemColumn: -1,
    itemIsPhase: false,
  };
}

const pairs: Readonly<Record<FrameKind, readonly [string, string]>> = {
  header: ['(', ')'],
  call: ['(', ')'],
  group: ['(', ')'],
  list: ['[', ']'],
  names: ['{', '}'],
  statements: ['{', '}'],
  settings: ['{', '}'],
  repeat: ['{', '}'],
  hole: ['{', '}'],
  record: ['{', '}'],
};

export function openerOf(kind: FrameKind): string {
  return pairs[kind][0];
}

export function closerOf(kind: FrameKind): string {
  return pairs[kind][1];
}

/** Whether items stand in it, one after the other. */
export function isBody({ kind }: Frame): boolean {
  return kind === 'statements' || kind === 'settings';
}
