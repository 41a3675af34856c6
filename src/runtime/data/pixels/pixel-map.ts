/** How grey levels become what a model gets: level · scale + offset for each channel, in float32. */
export interface PixelMap {
  /** For red, green and blue; in the order in which the model gets them. */
  readonly scale: readonly [number, number, number];
  readonly offset: readonly [number, number, number];
  /** Whether the model gets blue, green and red. */
  readonly reversed: boolean;
}

/** From 0 to 1: float32(level · float32(1/255)), as Keras's Rescaling(1/255). */
export const unitPixels: PixelMap = {
  scale: [1 / 255, 1 / 255, 1 / 255],
  offset: [0, 0, 0],
  reversed: false,
};
