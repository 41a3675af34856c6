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
}

export interface PhotoToDecode extends PhotoPlace {
  /** Where the pixels are to be written; without a place they come back in memory. */
  readonly place?: FilePlace | undefined;
}

/** What became of a photo. */
export type DecodedPhoto =
  /** Its pixels are where they were to be written. */
  | { readonly place: FilePlace }
  /** In memory that threads share; `unwritten` says with the system's code why they are not where they should be. */
  | { readonly pixels: Uint8Array; readonly unwritten?: string | undefined }
  | { readonly fault: PhotoFault };

/** Make photos that are there into a part of a batch. */
export interface FillRequest {
  readonly kind: 'fill';
  readonly id: number;
  readonly photos: readonly PhotoSource[];
  readonly size: ImageShape;
  readonly map: PixelMap;
  /** The batch's memory; the part begins with the photo that has this number in it. */
  readonly batch: Float32Array;
  readonly first: number;
  /** What happens to the photos on the way; undefined where nothing does. */
  readonly augment?: PartAugmentation | undefined;
}

/** Of some photos. */
export interface PartAugmentation extends PhotoAugmentation {
  /** Their places in their split, in their order. */
  readonly places: readonly number[];
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
