import { pointer, word } from './simd.as';

// args of all: operands (3 places), result, height, width, channels, result height, width (of the smaller image),
// window (2), strides (2), padding above and left.

/** The largest of each window's pixels in the image. A task is a row of the result. */
export function maxPool(args: usize, begin: i32, end: i32, scratch: usize): void {
  pool(args, begin, end, true);
}

/** The mean of each window's pixels in the image. A task is a row of the result. */
export function avgPool(args: usize, begin: i32, end: i32, scratch: usize): void {
  pool(args, begin, end, false);
}

@inline
function pool(args: usize, begin: i32, end: i32, largest: bool): void {
  const x = pointer(args, 0);
  const y = pointer(args, 3);
  const height = word(args, 4);
  const width = word(args, 5);
  const channels = word(args, 6);
  const outHeight = word(args, 7);
  const outWidth = word(args, 8);
  const windowY = word(args, 9);
  const windowX = word(args, 10);
  const strideY = word(args, 11);
  const strideX = word(args, 12);
  const padTop = word(args, 13);
  const padLeft = word(args, 14);
  const pixelBytes = <usize>(channels << 2);
  const rowBytes = <usize>width * pixelBytes;

  for (let task = begin; task < end; task++) {
    const image = task / outHeight;
    const y0 = (task % outHeight) * strideY - padTop;
    const top = max(y0, 0);
    const bottom = min(y0 + windowY, height);
    for (let column = 0; column < outWidth; column++) {
      const x0 = column * strideX - padLeft;
      const left = max(x0, 0);
      const right = min(x0 + windowX, width);
      const corner = x + <usize>(image * height + top) * rowBytes + <usize>left * pixelBytes;
      const to = y + <usize>(task * outWidth + column) * pixelBytes;
      const share = <f32>1 / <f32>((bottom - top) * (right - left));
      let c = 0;
      for (; c + 4 <= channels; c += 4) {
        let value = f32x4.splat(largest ? -Infinity : 0);
        let row = corner + (c << 2);
        for (let r = top; r < bottom; r++) {
          let at = row;
          for (let q = left; q < right; q++) {
            value = largest ? f32x4.max(value, v128.load(at)) : f32x4.add(value, v128.load(at));
            at += pixelBytes;
          }
          row += rowBytes;
        }
        v128.store(to + (c << 2), largest ? value : f32x4.mul(value, f32x4.splat(share)));
      }
      for (; c < channels; c++) {
        let value: f32 = largest ? -Infinity : 0;
        let row = corner + (c << 2);
        for (let r = top; r < bottom; r++) {
          let at = row;
          for (let q = left; q < right; q++) {
            value = largest ? max(value, load<f32>(at)) : value + load<f32>(at);
            at += pixelBytes;
          }
          row += rowBytes;
        }
        store<f32>(to + (c << 2), largest ? value : value * share);
      }
    }
  }
}

/** Each window's gradient to its first maximum, rows before columns. A task is an image. Operands: x, y, dy. */
export function maxPoolGrad(args: usize, begin: i32, end: i32, scratch: usize): void {
  const x = pointer(args, 0);
  const y = pointer(args, 1);
  const dy = pointer(args, 2);
  const dx = pointer(args, 3);
  const height = word(args, 4);
  const width = word(args, 5);
  const channels = word(args, 6);
  const outHeight = word(args, 7);
  const outWidth = word(args, 8);
  const windowY = word(args, 9);
  const windowX = word(args, 10);
  const strideY = word(args, 11);
  const strideX = word(args, 12);
  const padTop = word(args, 13);
  const padLeft = word(args, 14);
  const pixelBytes = <usize>(channels << 2);
  const rowBytes = <usize>width * pixelBytes;
  const imageBytes = <usize>height * rowBytes;

  for (let image = begin; image < end; image++) {
    memory.fill(dx + <usize>image * imageBytes, 0, imageBytes);
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const y0 = outRow * strideY - padTop;
      const top = max(y0, 0);
      const bottom = min(y0 + windowY, height);
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const x0 = outColumn * strideX - padLeft;
        const left = max(x0, 0);
        const right = min(x0 + windowX, width);
        const corner = <usize>image * imageBytes + <usize>top * rowBytes + <usize>left * pixelBytes;
        const result = <usize>((image * outHeight + outRow) * outWidth + outColumn) * pixelBytes;
        let c = 0;
        for (; c + 4 <= channels; c += 4) {
          const largest = v128.load(y + result + (c << 2));
          // What no pixel has taken yet.
          let gradient = v128.load(dy + result + (c << 2));
          let row = corner + (c << 2);
          for (let r = top; r < bottom; r++) {
            let at = row;
            for (let q = left; q < right; q++) {
              const here = f32x4.eq(v128.load(x + at), largest);
              v128.store(dx + at, f32x4.add(v128.load(dx + at), v128.and(gradient, here)));
              gradient = v128.andnot(gradient, here);
              at += pixelBytes;
            }
            row += rowBytes;
          }
        }
        for (; c < channels; c++) {
          const largest = load<f32>(y + result + (c << 2));
          let gradient = load<f32>(dy + result + (c << 2));
          let row = corner + (c << 2);
          for (let r = top; r < bottom; r++) {
            let at = row;
            for (let q = left; q < right; q++) {
              if (load<f32>(x + at) == largest) {
                store<f32>(dx + at, load<f32>(dx + at) + gradient);
                gradient = 0;
              }
              at += pixelBytes;
            }
            row += rowBytes;
          }
        }
      }
    }
  }
}

/** Each window's gradient spread evenly over its pixels in the image. A task is an image. Operands: dy. */
export function avgPoolGrad(args: usize, begin: i32, end: i32, scratch: usize): void {
  const dy = pointer(args, 0);
  const dx = pointer(args, 3);
  const height = word(args, 4);
  const width = word(args, 5);
  const channels = word(args, 6);
  const outHeight = word(args, 7);
  const outWidth = word(args, 8);
  const windowY = word(args, 9);
  const windowX = word(args, 10);
  const strideY = word(args, 11);
  const strideX = word(args, 12);
  const padTop = word(args, 13);
  const padLeft = word(args, 14);
  const pixelBytes = <usize>(channels << 2);
  const rowBytes = <usize>width * pixelBytes;
  const imageBytes = <usize>height * rowBytes;

  for (let image = begin; image < end; image++) {
    memory.fill(dx + <usize>image * imageBytes, 0, imageBytes);
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const y0 = outRow * strideY - padTop;
      const top = max(y0, 0);
      const bottom = min(y0 + windowY, height);
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const x0 = outColumn * strideX - padLeft;
        const left = max(x0, 0);
        const right = min(x0 + windowX, width);
        const share = <f32>1 / <f32>((bottom - top) * (right - left));
        const corner = dx + <usize>image * imageBytes + <usize>top * rowBytes + <usize>left * pixelBytes;
        const result = dy + <usize>((image * outHeight + outRow) * outWidth + outColumn) * pixelBytes;
        let c = 0;
        for (; c + 4 <= channels; c += 4) {
          const gradient = f32x4.mul(v128.load(result + (c << 2)), f32x4.splat(share));
          let row = corner + (c << 2);
          for (let r = top; r < bottom; r++) {
            let at = row;
            for (let q = left; q < right; q++) {
              v128.store(at, f32x4.add(v128.load(at), gradient));
              at += pixelBytes;
            }
            row += rowBytes;
          }
        }
        for (; c < channels; c++) {
          const gradient = load<f32>(result + (c << 2)) * share;
          let row = corner + (c << 2);
          for (let r = top; r < bottom; r++) {
            let at = row;
            for (let q = left; q < right; q++) {
              store<f32>(at, load<f32>(at) + gradient);
              at += pixelBytes;
            }
            row += rowBytes;
          }
        }
      }
    }
  }
}
