import type { ImageShape } from '../../../typecheck/typed-module.ts';
import { isSameShape, pixelBytes } from '../photo.ts';
import { kernelBinaries } from './generated/kernel-binaries.ts';
import type { PixelMap } from '../../../typecheck/data/pixel-domains.ts';
import type { PlacedRaster, Raster } from './raster.ts';

type KernelName = 'toFloats' | 'resizeBilinear' | 'resizeFiltered';

/** A function of the binary: addresses, sizes and flags, as its source documents them. */
type Kernel = (...numbers: readonly number[]) => void;

const PAGE = 65_536;
/** What kernels may read and write after the end of what they are given. */
const SLACK = 64;
/** Memory that waits for the next photo: more than a common photo needs goes back at once. */
const MOST_KEPT = 64 * 1024 * 1024;

/**
 * Memory for one photo on its way through the kernels: as decoded, resized, and as floats. Views into it are valid until
 * something is allocated.
 */
export class PixelWorkspace {
  readonly size: ImageShape;
  readonly kernels: Readonly<Record<KernelName, Kernel>>;
  private readonly memory: WebAssembly.Memory;
  private readonly map: number;
  private readonly resized: number;
  private readonly floats: number;
  /** Where what belongs to one photo begins, and where it ends. */
  private readonly start: number;
  private next = 0;

  constructor(size: ImageShape) {
    this.size = size;
    this.memory = new WebAssembly.Memory({ initial: 1 });
    const binary = Uint8Array.from(atob(kernelBinaries.pixels), (letter) => letter.charCodeAt(0));
    const module = new WebAssembly.Module(binary);
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    this.kernels = {
      toFloats: kernelOf(exports, 'toFloats'),
      resizeBilinear: kernelOf(exports, 'resizeBilinear'),
      resizeFiltered: kernelOf(exports, 'resizeFiltered'),
    };
    this.map = this.allocate(6 * 4);
    this.resized = this.allocate(pixelBytes(size));
    this.floats = this.allocate(pixelBytes(size) * 4);
    this.start = this.next;
  }

  /** Makes room for the next photo: of the last one only its resized pixels stay. */
  begin(): void {
    this.next = this.start;
  }

  /** The address of room for so many bytes, which hold anything. */
  allocate(bytes: number): number {
    const address = this.next;
    this.next = Math.ceil((address + bytes + SLACK) / 16) * 16;
    const missing = this.next - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return address;
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  /** Puts numbers of 32 bits into memory and says where. */
  table(...parts: readonly (Int32Array | Float32Array)[]): number {
    const address = this.allocate(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
    let at = address;
    for (const { buffer, byteOffset, byteLength } of parts) {
      this.bytes(at, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength));
      at += byteLength;
    }
    return address;
  }

  place({ data, ...layout }: Raster): PlacedRaster {
    const address = this.allocate(data.length);
    this.bytes(address, data.length).set(data);
    return { ...layout, address };
  }

  get resizedAddress(): number {
    return this.resized;
  }

  /** The resized photo. */
  get pixels(): Uint8Array {
    return this.bytes(this.resized, pixelBytes(this.size));
  }

  /** The resized photo as float32. */
  toFloats({ scale, offset, reversed }: PixelMap): Float32Array {
    const { buffer } = this.memory;
    const count = pixelBytes(this.size);
    new Float32Array(buffer, this.map, 6).set([...scale, ...offset]);
    this.kernels.toFloats(this.resized, this.floats, count, this.map, reversed ? 1 : 0);
    return new Float32Array(buffer, this.floats, count);
  }

  /** Whether one photo has made it larger than it should stay. */
  get isTooLarge(): boolean {
    return this.memory.buffer.byteLength > MOST_KEPT + this.start;
  }
}

let current: PixelWorkspace | undefined;

/** The workspace of this thread, for photos of a size. */
export function pixelWorkspace(size: ImageShape): PixelWorkspace {
  if (current === undefined || current.isTooLarge || !isSameShape(current.size, size))
    current = new PixelWorkspace(size);
  return current;
}

function kernelOf(exports: WebAssembly.Exports, name: KernelName): Kernel {
  const kernel = exports[name];
  if (!isKernel(kernel)) throw new TypeError(`the pixel kernels have no ${name}`);
  return kernel;
}

function isKernel(value: unknown): value is Kernel {
  return typeof value === 'function';
}
