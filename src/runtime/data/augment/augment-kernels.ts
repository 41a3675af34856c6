import type { Fill } from '../../../typecheck/augment/augmentation.ts';
import type { ImageShape } from '../../../typecheck/typed-module.ts';
import { isSameShape, pixelBytes } from '../photo.ts';
import type { PixelMap } from '../../../typecheck/data/pixel-domains.ts';
import { identity, type Affine } from './affine.ts';
import { colourMatrix, greyTone } from './colour-matrix.ts';
import type { DrawnColour, DrawnFilter, DrawnPhoto } from './drawn-photo.ts';
import { kernelBinaries } from './generated/kernel-binaries.ts';
import { normalQuantiles } from './normal-quantiles.ts';
import type { PhotoDraws } from './photo-draws.ts';
import { sharpen } from './sharpen.ts';
import { changeTones } from './tones.ts';

const PAGE = 65_536;
/** Kernels read and write a little beyond the end of what they are given. */
const SLACK = 128;
const QUANTILES = 4096;
/** Three deviations of the largest blur. */
const MOST_RADIUS = 60;
const FILLS = { nearest: 0, reflect: 1, wrap: 2, constant: 3 } as const satisfies Record<
  Fill['mode'],
  number
>;

interface Kernels {
  move(
    from: number,
    stride: number,
    to: number,
    width: number,
    height: number,
    channels: number,
    fill: number,
    ...map: number[]
  ): void;
  means(from: number, pixels: number, to: number): void;
  mean(from: number, pixels: number, to: number): void;
  colour(from: number, to: number, pixels: number, matrix: number): void;
  tone(from: number, to: number, count: number, factor: number, added: number): void;
  blurRows(
    from: number,
    to: number,
    width: number,
    height: number,
    channels: number,
    weights: number,
    radius: number,
    scratch: number,
  ): void;
  blurColumns(
    from: number,
    to: number,
    width: number,
    height: number,
    channels: number,
    weights: number,
    radius: number,
  ): void;
  noise(
    at: number,
    count: number,
    factor: number,
    key0: number,
    key1: number,
    block: number,
    counter1: number,
    counter2: number,
    counter3: number,
    table: number,
  ): void;
  finish(from: number, to: number, count: number, map: number, reversed: number): void;
}

let current: AugmentKernels | undefined;

/** The kernels of this thread, for photos of a size. */
export function augmentKernels(size: ImageShape): AugmentKernels {
  if (current === undefined || !isSameShape(current.size, size)) current = new AugmentKernels(size);
  return current;
}

/** Augmentation of one photo after another, in memory that the processor's cache holds. */
export class AugmentKernels {
  readonly size: ImageShape;
  /** Where the photo goes: bytes, rows from the top, each pixel red, green and blue, or grey. */
  readonly pixels: Uint8Array;
  private readonly kernels: Kernels;
  private readonly memory: WebAssembly.Memory;
  private readonly places: ReturnType<typeof layOut>;
  private hasTable = false;

  constructor(size: ImageShape) {
    this.size = size;
    this.places = layOut(size);
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(this.places.end / PAGE) });
    this.kernels = instantiate(this.memory);
    this.pixels = new Uint8Array(this.memory.buffer, this.places.photo, pixelBytes(size));
  }

  /**
   * The photo in `pixels` as a model gets it.
   * @returns float32 `[height, width, channels]`, valid until the next photo comes
   */
  run(drawn: DrawnPhoto, fill: Fill, draws: PhotoDraws, map: PixelMap): Float32Array {
    const { constants, first, second } = this.places;
    const count = pixelBytes(this.size);
    this.move(drawn.map ?? identity, fill, first);
    let [from, to] = [first, second];
    const swap = (): void => {
      [from, to] = [to, from];
    };
    if (drawn.colours.length > 0) {
      this.colour(drawn.colours, from, to);
      swap();
    }
    for (const filter of drawn.filters) if (this.filter(filter, draws, from, to)) swap();
    this.floats(constants, 6).set([...map.scale, ...map.offset]);
    this.kernels.finish(from, from, count, constants, map.reversed ? 1 : 0);
    return this.floats(from, count);
  }

  private move({ a, b, c, d, e, f }: Affine, fill: Fill, to: number): void {
    const { height, width, channels } = this.size;
    const { photo, bordered } = this.places;
    const hasBorder = fill.mode === 'wrap' || fill.mode === 'constant';
    if (hasBorder) this.addBorder(fill);
    const stride = (hasBorder ? width + 2 : width) * channels;
    const from = hasBorder ? bordered + stride + channels : photo;
    this.kernels.move(from, stride, to, width, height, channels, FILLS[fill.mode], a, b, c, d, e, f);
  }

  /** The photo with a pixel more on each side: a level, or what is on the other side. */
  private addBorder(fill: Fill): void {
    const { height, width, channels } = this.size;
    const stride = (width + 2) * channels;
    const bordered = new Uint8Array(this.memory.buffer, this.places.bordered, (height + 2) * stride);
    const row = (y: number): Uint8Array =>
      this.pixels.subarray(y * width * channels, (y + 1) * width * channels);
    if (fill.mode === 'constant') bordered.fill(Math.round(255 * fill.level));
    for (let y = 0; y < height; y++) bordered.set(row(y), (y + 1) * stride + channels);
    if (fill.mode === 'constant') return;
    bordered.set(row(height - 1), channels);
    bordered.set(row(0), (height + 1) * stride + channels);
    for (let start = 0; start < bordered.length; start += stride) {
      bordered.copyWithin(start, start + stride - 2 * channels, start + stride - channels);
      bordered.copyWithin(start + stride - channels, start + channels, start + 2 * channels);
    }
  }

  private colour(colours: readonly DrawnColour[], from: number, to: number): void {
    const { constants } = this.places;
    const pixels = this.size.height * this.size.width;
    if (this.size.channels === 1) {
      this.kernels.mean(from, pixels, constants);
      const [level = 0] = new Float64Array(this.memory.buffer, constants, 1);
      this.kernels.tone(from, to, pixels, ...greyTone(colours, level));
      return;
    }
    this.kernels.means(from, pixels, constants);
    const [red = 0, green = 0, blue = 0] = new Float64Array(this.memory.buffer, constants, 3);
    this.floats(constants, 16).set(colourMatrix(colours, [red, green, blue]));
    this.kernels.colour(from, to, pixels, constants);
  }

  /** @returns whether the result stands at `to` */
  private filter(filter: DrawnFilter, draws: PhotoDraws, from: number, to: number): boolean {
    const { height, width, channels } = this.size;
    const count = pixelBytes(this.size);
    switch (filter.kind) {
      case 'blur':
        this.blur(filter.sigma, from, to);
        return false;
      case 'noise': {
        const [key0, key1] = draws.key;
        const table = this.table();
        // The first block of the step's numbers is taken: its deviation is one of them.
        this.kernels.noise(
          from,
          count,
          filter.deviation,
          key0,
          key1,
          1,
          filter.step,
          draws.sample,
          draws.epoch,
          table,
        );
        return false;
      }
      case 'cover':
        for (const { top, left, ...part } of filter.parts) {
          const [begin, end] = [Math.max(left, 0), Math.min(left + part.width, width)];
          for (let y = Math.max(top, 0); y < Math.min(top + part.height, height); y++)
            this.floats(from, count).fill(
              filter.level,
              (y * width + begin) * channels,
              (y * width + end) * channels,
            );
        }
        return false;
      case 'sharpen':
        sharpen(this.floats(from, count), this.floats(to, count), this.size, filter.factor);
        return true;
      default:
        changeTones(this.floats(from, count), channels, filter);
        return false;
    }
  }

  private blur(sigma: number, from: number, to: number): void {
    const { height, width, channels } = this.size;
    const { constants, scratch } = this.places;
    const radius = Math.min(Math.ceil(3 * sigma), MOST_RADIUS);
    if (radius === 0) return;
    const bells = Array.from({ length: 2 * radius + 1 }, (_, tap) =>
      Math.exp(-((tap - radius) ** 2) / (2 * sigma ** 2)),
    );
    const whole = bells.reduce((sum, bell) => sum + bell, 0);
    this.floats(constants, bells.length).set(bells.map((bell) => bell / whole));
    this.kernels.blurRows(from, to, width, height, channels, constants, radius, scratch);
    this.kernels.blurColumns(to, from, width, height, channels, constants, radius);
  }

  /** Where the numbers are that noise is picked from; made when they are first needed. */
  private table(): number {
    const { table } = this.places;
    if (!this.hasTable) this.floats(table, QUANTILES).set(normalQuantiles(QUANTILES));
    this.hasTable = true;
    return table;
  }

  private floats(at: number, count: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, count);
  }
}

/** Where things are in the kernels' memory, in bytes. */
function layOut({ height, width, channels }: ImageShape) {
  let end = 0;
  const room = (bytes: number): number => {
    const at = end;
    end = Math.ceil((at + bytes + SLACK) / 16) * 16;
    return at;
  };
  const row = width * channels;
  const constants = room((2 * MOST_RADIUS + 1) * 4);
  const table = room(QUANTILES * 4);
  // The row below the last one is read, and not used.
  const photo = room((height + 1) * row);
  const bordered = room((height + 3) * (row + 2 * channels));
  const first = room(height * row * 4);
  const second = room(height * row * 4);
  const scratch = room((row + 2 * channels * MOST_RADIUS) * 4);
  return { constants, table, photo, bordered, first, second, scratch, end };
}

function instantiate(memory: WebAssembly.Memory): Kernels {
  const binary = Buffer.from(kernelBinaries.augment, 'base64');
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  if (!areKernels(exports)) throw new TypeError('the augmentation kernels are not those of this version');
  return exports;
}

function areKernels(exports: object): exports is Kernels {
  return ['move', 'means', 'mean', 'colour', 'tone', 'blurRows', 'blurColumns', 'noise', 'finish'].every(
    (name) => name in exports,
  );
}
