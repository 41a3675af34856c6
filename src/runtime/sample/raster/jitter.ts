import { noise } from './noise.ts';

/** Side of the tile less one: the tile is periodic, its side a power of two. */
export const jitterMask = 127;

const side = jitterMask + 1;

/** Random displacement of a pixel in [-1, 1], elongated downwards as fur hangs. */
function tile(offset: number): Float32Array {
  return Float32Array.from({ length: side * side }, (_, i) => {
    const x = i % side;
    const y = Math.floor(i / side);
    const fine = noise(x / 2, y / 4, offset);
    const coarse = noise(x / 4, y / 8, offset + 20);
    return 2 * (0.6 * fine + 0.4 * coarse) - 1;
  });
}

export const jitterX = tile(3.5);
export const jitterY = tile(9.5);
