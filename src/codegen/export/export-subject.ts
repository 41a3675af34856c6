import type { OpGraph } from '../../ir/op-graph.ts';
import type { Program } from '../../ir/program.ts';
import type { PixelMap } from '../../typecheck/data/pixel-domains.ts';
import type { PixelDomain, Resize, Shape } from '../../typecheck/typed-module.ts';
import type { Quantization } from './quantize.ts';

/** What an exporter is given: everything that it may write, and nothing of the machine it runs on. */
export interface ExportSubject {
  readonly program: Program;
  /**
   * Grey levels → predictions: feeds `input/NAME`, float32 `[BATCH, height, width, 3]` from 0 to 255 in the order red,
   * green, blue, or `[BATCH, units]` of numbers; gives `prediction/NAME`. Without train-only parts; it reads `weights` and changes nothing.
   */
  readonly graph: OpGraph;
  /** What the graph reads, in the order of the program; folded where that is asked. */
  readonly weights: readonly ExportWeight[];
  readonly facts: ExportFacts;
  readonly options: ExportOptions;
}

/** A weight or statistic with its numbers, in row-major order. */
export interface ExportWeight {
  /** `base.conv1/kernel`. */
  readonly path: string;
  readonly shape: Shape;
  readonly data: Float32Array;
  /** The axis of the channels that the weight makes: each may have a scale of its own when it is quantized. */
  readonly channelAxis: number;
}

export interface ExportOptions {
  /** Whether batch normalisation becomes part of the layer before it. */
  readonly fold: boolean;
  readonly quantize: Quantization;
}

/** What a person who opens an export wants to know of it. */
export interface ExportFacts {
  /** Of the run: `0001-small`. */
  readonly name: string;
  readonly train: string;
  readonly model: string;
  /** Which of its weights. */
  readonly weights: 'last' | 'best';
  /** Of netc. */
  readonly version: string;
  /** The `.net` file that was run, and every file it needs, by their names. */
  readonly main: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly inputs: readonly ExportInput[];
  /** Without train-only ones. */
  readonly outputs: readonly ExportOutput[];
}

export type ExportInput = PhotoInput | NumbersInput;

/** Takes numbers as the data has them. */
export interface NumbersInput {
  readonly name: string;
  /** The column of the data that it takes. */
  readonly column: string;
  readonly shape: Shape;
}

export interface PhotoInput extends NumbersInput {
  /** How a photo gets to that size. */
  readonly resize: Resize;
  readonly pixels: PixelDomain;
  /** What the export makes of grey levels before the first layer. */
  readonly map: PixelMap;
}

export function takesPhotos(input: ExportInput): input is PhotoInput {
  return 'map' in input;
}

export interface ExportOutput {
  readonly name: string;
  readonly shape: Shape;
  /** What it learned; undefined where no loss reached it. */
  readonly kind: 'binary' | 'class' | 'number' | 'vector' | undefined;
  /** In the order of their numbers; empty for numbers. Of `binary` the number is the probability of the second. */
  readonly classes: readonly string[];
  /** Whether the sign of its number tells two classes, and it is no probability. */
  readonly margin: boolean;
}

/** A file of an export: its path relative to the export's folder, and its text, its bytes in pieces, or a file of netc. */
export interface ExportFile {
  readonly path: string;
  readonly content: string | readonly Uint8Array[] | PageAsset;
}

/** A file of the page that shows a model in a browser, which goes along as it is. */
export interface PageAsset {
  readonly asset: 'index.html' | 'page.js';
}
