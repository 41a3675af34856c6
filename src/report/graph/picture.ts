/** A picture of a network as plain data: what stands in it and what is joined, not where. */
export interface Picture {
  readonly model: string;
  /** How many steps of paths are shown; what lies deeper is one box. */
  readonly depth: number;
  readonly parameters: number;
  /** The phase by which boxes are shaded, and how many parameters it trains. */
  readonly phase: { readonly name: string; readonly trainable: number } | undefined;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly frames: readonly Frame[];
}

/** What a box stands for decides its colour. */
export type Family =
  'input' | 'output' | 'convolution' | 'pooling' | 'dense' | 'join' | 'shape' | 'other' | 'block';

export interface Box {
  /** `layer:kind.conv1`, `block:base`, `input:photo`, `output:kind`: unique, and stable between pictures. */
  readonly id: string;
  readonly family: Family;
  /** The path in the program. */
  readonly path: string;
  /** What it is, on a line: `conv 3×3, 64`. Layers joined to it follow, a line each. */
  readonly lines: readonly string[];
  /** Layers in it. */
  readonly layers: number;
  readonly parameters: number;
  /** Whether the phase leaves all of its weights as they are; undefined without weights or without a phase. */
  readonly frozen: boolean | undefined;
  /** Whether it exists while training only. */
  readonly trainOnly: boolean;
  /** Where its first layer is written, from 1; undefined for inputs and outputs. */
  readonly line: number | undefined;
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** What flows: `28×28×192`. */
  readonly shape: string;
  /** Whether it leads past layers that stand between its ends. */
  readonly skip: boolean;
  readonly trainOnly: boolean;
}

/** A frame around all boxes below a path. */
export interface Frame {
  readonly path: string;
  readonly title: string;
  readonly boxes: readonly string[];
  readonly frames: readonly Frame[];
  /** Whether every box with weights in it is frozen. */
  readonly frozen: boolean;
}
