import { multiplyAdd, pointer, word } from './simd.as';

// args of all: two operands, result, height, width, channels, result height, width, multiplier, kernel height, width,
// strides (2), dilations (2), padding above and left, batch.

/** Channels of the kernel's gradient a task: their sums fit the scratch memory. */
const CHANNELS: i32 = 64;

/** A task is a row of the result. Operands: x, kernel. */
export function depthwise(args: usize, begin: i32, end: i32, scratch: usize): void {
  const x = pointer(args, 0);
  const kernel = pointer(args, 1);
  const y = pointer(args, 2);
  const height = word(args, 3);
  const width = word(args, 4);
  const channels = word(args, 5);
  const outHeight = word(args, 6);
  const outWidth = word(args, 7);
  const multiplier = word(args, 8);
  const kernelHeight = word(args, 9);
  const kernelWidth = word(args, 10);
  const strideY = word(args, 11);
  const strideX = word(args, 12);
  const dilationY = word(args, 13);
  const dilationX = word(args, 14);
  const padTop = word(args, 15);
  const padLeft = word(args, 16);
  const outChannels = channels * multiplier;
  const outBytes = <usize>(outChannels << 2);

  for (let task = begin; task < end; task++) {
    const image = task / outHeight;
    const y0 = (task % outHeight) * strideY - padTop;
    for (let column = 0; column < outWidth; column++) {
      const x0 = column * strideX - padLeft;
      const to = y + <usize>(task * outWidth + column) * outBytes;
      memory.fill(to, 0, outBytes);
      for (let ky = 0; ky < kernelHeight; ky++) {
        const row = y0 + ky * dilationY;
        if (<u32>row >= <u32>height) continue;
        for (let kx = 0; kx < kernelWidth; kx++) {
          const place = x0 + kx * dilationX;
          if (<u32>place >= <u32>width) continue;
          const from = x + <usize>((((image * height + row) * width + place) * channels) << 2);
          const weights = kernel + <usize>(ky * kernelWidth + kx) * outBytes;
          let c = 0;
          if (multiplier == 1) {
            for (; c + 4 <= channels; c += 4) {
              const at = <usize>(c << 2);
              v128.store(
                to + at,
                multiplyAdd(v128.load(from + at), v128.load(weights + at), v128.load(to + at)),
              );
            }
          }
          for (; c < channels; c++) {
            const value = load<f32>(from + (c << 2));
            for (let m = 0; m < multiplier; m++) {
              const at = <usize>((c * multiplier + m) << 2);
              store<f32>(to + at, load<f32>(to + at) + value * load<f32>(weights + at));
            }
          }
        }
      }
    }
  }
}

/** A task is an image. Operands: dy, kernel. */
export function depthwiseGradInput(args: usize, begin: i32, end: i32, scratch: usize): void {
  const dy = pointer(args, 0);
  const kernel = pointer(args, 1);
  const dx = pointer(args, 2);
  const height = word(args, 3);
  const width = word(args, 4);
  const channels = word(args, 5);
  const outHeight = word(args, 6);
  const outWidth = word(args, 7);
  const multiplier = word(args, 8);
  const kernelHeight = word(args, 9);
  const kernelWidth = word(args, 10);
  const strideY = word(args, 11);
  const strideX = word(args, 12);
  const dilationY = word(args, 13);
  const dilationX = word(args, 14);
  const padTop = word(args, 15);
  const padLeft = word(args, 16);
  const outBytes = <usize>((channels * multiplier) << 2);
  const imageBytes = <usize>((height * width * channels) << 2);

  for (let image = begin; image < end; image++) {
    memory.fill(dx + <usize>image * imageBytes, 0, imageBytes);
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let column = 0; column < outWidth; column++) {
        const from = dy + <usize>((image * outHeight + outRow) * outWidth + column) * outBytes;
        for (let ky = 0; ky < kernelHeight; ky++) {
          const row = outRow * strideY - padTop + ky * dilationY;
          if (<u32>row >= <u32>height) continue;
          for (let kx = 0; kx < kernelWidth; kx++) {
            const place = column * strideX - padLeft + kx * dilationX;
            if (<u32>place >= <u32>width) continue;
            const to = dx + <usize>((((image * height + row) * width + place) * channels) << 2);
            const weights = kernel + <usize>(ky * kernelWidth + kx) * outBytes;
            let c = 0;
            if (multiplier == 1) {
              for (; c + 4 <= channels; c += 4) {
                const at = <usize>(c << 2);
                v128.store(
                  to + at,
                  multiplyAdd(v128.load(from + at), v128.load(weights + at), v128.load(to + at)),
                );
              }
            }
            for (; c < channels; c++) {
              let sum: f32 = 0;
              for (let m = 0; m < multiplier; m++) {
                const at = <usize>((c * multiplier + m) << 2);
                sum += load<f32>(from + at) * load<f32>(weights + at);
              }
              store<f32>(to + (c << 2), load<f32>(to + (c << 2)) + sum);
            }
          }
        }
      }
    }
  }
}

/** A task is up to 64 result channels of one pixel of the kernel. Operands: x, dy. */
export function depthwiseGradKernel(args: usize, begin: i32, end: i32, scratch: usize): void {
  const x = pointer(args, 0);
  const dy = pointer(args, 1);
  const dw = pointer(args, 2);
  const height = word(args, 3);
  const width = word(args, 4);
  const channels = word(args, 5);
  const outHeight = word(args, 6);
  const outWidth = word(args, 7);
  const multiplier = word(args, 8);
  const kernelWidth = word(args, 10);
  const strideY = word(args, 11);
  const strideX = word(args, 12);
  const dilationY = word(args, 13);
  const dilationX = word(args, 14);
  const padTop = word(args, 15);
  const padLeft = word(args, 16);
  const batch = word(args, 17);
  const outChannels = channels * multiplier;
  const parts = (outChannels + CHANNELS - 1) / CHANNELS;

  for (let task = begin; task < end; task++) {
    const first = (task % parts) * CHANNELS;
    const count = min(CHANNELS, outChannels - first);
    const pixel = task / parts;
    const ky = pixel / kernelWidth;
    const kx = pixel % kernelWidth;
    const gradient = dw + <usize>((pixel * outChannels + first) << 2);
    memory.fill(gradient, 0, <usize>(count << 2));
    for (let image = 0; image < batch; image++) {
      for (let outRow = 0; outRow < outHeight; outRow++) {
        const row = outRow * strideY - padTop + ky * dilationY;
        if (<u32>row >= <u32>height) continue;
        // A row is summed up on its own first: sums of sums round less.
        memory.fill(scratch, 0, <usize>(count << 2));
        for (let column = 0; column < outWidth; column++) {
          const place = column * strideX - padLeft + kx * dilationX;
          if (<u32>place >= <u32>width) continue;
          const from = x + <usize>((((image * height + row) * width + place) * channels) << 2);
          const result =
            dy + <usize>((((image * outHeight + outRow) * outWidth + column) * outChannels + first) << 2);
          let c = 0;
          if (multiplier == 1) {
            for (; c + 4 <= count; c += 4) {
              const at = <usize>(c << 2);
              v128.store(
                scratch + at,
                multiplyAdd(
                  v128.load(from + (first << 2) + at),
                  v128.load(result + at),
                  v128.load(scratch + at),
                ),
              );
            }
          }
          for (; c < count; c++) {
            const at = <usize>(c << 2);
            const value = load<f32>(from + <usize>(((first + c) / multiplier) << 2));
            store<f32>(scratch + at, load<f32>(scratch + at) + value * load<f32>(result + at));
          }
        }
        for (let c = 0; c < count; c++) {
          const at = <usize>(c << 2);
          store<f32>(gradient + at, load<f32>(gradient + at) + load<f32>(scratch + at));
        }
      }
    }
  }
}
