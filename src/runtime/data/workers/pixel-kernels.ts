import type { PixelMap } from '../pixel-map.ts';
import { kernelBinaries } from './generated/kernel-binaries.ts';

/** The kernels over memory that one photo fits into. */
export interface PixelKernels {
  /** Where the photo goes. */
  readonly pixels: Uint8Array;
  /** The photo as float32, valid until the next one comes. */
  toFloats(map: PixelMap): Float32Array;
}

type ToFloats = (from: number, to: number, count: number, map: number, reversed: number) => void;

const PAGE = 65_536;
/** The map stands first; kernels read and write a little beyond the end of what they are given. */
const MAP_BYTES = 64;
const SLACK = 64;

let current: PixelKernels | undefined;

/**
 * The kernels of this thread, for photos of so many bytes.
 * @param count a whole number of pixels of three channels
 */
export function pixelKernels(count: number): PixelKernels {
  if (current?.pixels.length !== count) current = instantiate(count);
  return current;
}

function instantiate(count: number): PixelKernels {
  const from = MAP_BYTES;
  const to = Math.ceil((from + count + SLACK) / 16) * 16;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((to + count * 4 + SLACK) / PAGE) });
  const binary = Buffer.from(kernelBinaries.pixels, 'base64');
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  const kernel = exports['toFloats'];
  if (!isToFloats(kernel)) throw new TypeError('the pixel kernels are not those of this version');
  const floats = new Float32Array(memory.buffer, to, count);
  const constants = new Float32Array(memory.buffer, 0, 6);
  return {
    pixels: new Uint8Array(memory.buffer, from, count),
    toFloats({ scale, offset, reversed }) {
      constants.set([...scale, ...offset]);
      kernel(from, to, count, 0, reversed ? 1 : 0);
      return floats;
    },
  };
}

function isToFloats(kernel: unknown): kernel is ToFloats {
  return typeof kernel === 'function';
}
