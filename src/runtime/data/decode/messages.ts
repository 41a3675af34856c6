import type { PhotoFault } from '../photo-problem.ts';
import type { PhotoSize } from '../photo.ts';

/** What the pool and its workers say to each other. */
export interface DecodeRequest {
  readonly id: number;
  readonly path: string | Uint8Array;
  readonly size: PhotoSize;
}

export type DecodeReply =
  | { readonly id: number; readonly pixels: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly fault: PhotoFault };
