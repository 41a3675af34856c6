/** A picture ready to be saved: red, green, blue bytes, row by row, and the quality its JPEG gets (1 to 100). */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly quality: number;
}
