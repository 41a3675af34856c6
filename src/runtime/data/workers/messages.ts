import type { PhotoAugmentation } from '../augment/augment-photo.ts';
import type { PhotoPlace } from '../decode/photo-pixels.ts';
import type { PhotoFault } from '../photo-problem.ts';
import type { PhotoForm } from '../photo.ts';
import type { ImageShape } from '../../../typecheck/typed-module.ts';
import type { PixelMap } from '../../../typecheck/data/pixel-domains.ts';

/** What the pool and its threads say to each other. */
export type WorkRequest = DecodeRequest | FillRequest | CountRequest;

/** Ends a thread, after what it has been asked and when what it loads is there. */
export interface CloseRequest {
  readonly kind: 'close';
}

/** Read, decode and resize some photos. */
export interface DecodeRequest {
  readonly kind: 'decode';
  readonly id: number;
  readonly photos: readonly PhotoToDecode[];
  readonly form: PhotoForm;
  /** The batch that they come into at once; undefined where they do not. */
  readonly part?: BatchPart | undefined;
}

export interface PhotoToDecode extends PhotoPlace {
  /** Where the pixels are to be written; what has neither a place nor a part of a batch comes back in memory. */
  readonly place?: FilePlace | undefined;
}

/** What became of a photo. */
export type DecodedPhoto =
  | { readonly fault: PhotoFault }
  /** Its pixels are where they were to be written. */
  | { readonly isWritten: true }
  /**
   * They are not: `unwritten` says with the system's code why, where they should be. What does not stand in a batch stands in memory
   * that threads share.
   */
  | {
      readonly isWritten: false;
      readonly pixels?: Uint8Array | undefined;
      readonly unwritten?: string | undefined;
    };

/** Make photos that are there into a part of a batch. */
export interface FillRequest {
  readonly kind: 'fill';
  readonly id: number;
  readonly photos: readonly PhotoSource[];
  readonly size: ImageShape;
  readonly part: BatchPart;
}

/** Some photos of a batch, as the model gets them. */
export interface BatchPart {
  /** The batch's memory. */
  readonly batch: Float32Array;
  /** The photos' numbers in the batch, in their order. */
  readonly numbers: readonly number[];
  /** Their places in their split. */
  readonly places: readonly number[];
  readonly map: PixelMap;
  /** What happens to the photos on the way; undefined where nothing does. */
  readonly augment?: PhotoAugmentation | undefined;
}

/** Count the grey levels of photos that are there. */
export interface CountRequest {
  readonly kind: 'count';
  readonly id: number;
  readonly photos: readonly PhotoSource[];
  readonly size: ImageShape;
}

/** Where a photo's resized pixels are: in memory that all threads share, or at a place in an open file. */
export type PhotoSource = { readonly pixels: Uint8Array } | FilePlace;

/** An open file, and the first byte of a photo's pixels in it. */
export interface FilePlace {
  readonly file: number;
  readonly at: number;
}

/** A thread has loaded what it needs: it says so once, before anything else. */
export interface Ready {
  readonly kind: 'ready';
}

export type WorkReply =
  /** Photos that were decoded, in the order of the request. */
  | { readonly id: number; readonly decoded: readonly DecodedPhoto[] }
  /** A part of a batch is filled, but for the photos of these numbers in the request: they could not be read. */
  | { readonly id: number; readonly unread: readonly number[] }
  /** How often each level was met: 256 numbers for red, then for green, then for blue, or for grey. */
  | { readonly id: number; readonly levels: Uint32Array }
  | { readonly id: number; readonly failure: string };
