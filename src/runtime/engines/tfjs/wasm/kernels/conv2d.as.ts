import { loadPart, multiplyAdd, pointer, storePart, word } from './simd.as';

/** Where a kernel's pixel finds its image pixel: in the image, or among zeros. */
@inline
function pixel(
  base: usize,
  y: i32,
  x: i32,
  down: i32,
  right: i32,
  height: i32,
  width: i32,
  rowBytes: i32,
  pixelBytes: i32,
  zeros: usize,
): usize {
  const inside = <u32>(y + down) < <u32>height && <u32>(x + right) < <u32>width;
  return inside ? base + <usize>(down * rowBytes) + <usize>(right * pixelBytes) : zeros;
}

/**
 * Convolution with a kernel packed in panels of eight output channels. A task is four pixels of the result; four pixels
 * by eight channels are summed up in registers. Rows of kernel pixels that lie side by side in the image are one run.
 *
 * args: x, panels, bias or 0, y, zeros (as many as channels), height, width, channels, result height, width, channels,
 * kernel height, width, strides (2), dilations (2), padding above and left, relu, result pixels.
 */
export function conv2d(args: usize, begin: i32, end: i32, scratch: usize): void {
  const x = pointer(args, 0);
  const panels = pointer(args, 1);
  const bias = pointer(args, 2);
  const y = pointer(args, 3);
  const zeros = pointer(args, 4);
  const height = word(args, 5);
  const width = word(args, 6);
  const channels = word(args, 7);
  const outHeight = word(args, 8);
  const outWidth = word(args, 9);
  const outChannels = word(args, 10);
  const kernelHeight = word(args, 11);
  const kernelWidth = word(args, 12);
  const strideY = word(args, 13);
  const strideX = word(args, 14);
  const dilationY = word(args, 15);
  const dilationX = word(args, 16);
  const padTop = word(args, 17);
  const padLeft = word(args, 18);
  const relu = word(args, 19);
  const pixels = word(args, 20);

  const pixelBytes = channels << 2;
  const rowBytes = width * pixelBytes;
  const reachY = (kernelHeight - 1) * dilationY;
  const reachX = (kernelWidth - 1) * dilationX;
  const panelBytes = (kernelHeight * kernelWidth * channels) << 5;
  const zero = f32x4.splat(0);

  for (let block = 0; block << 3 < outChannels; block++) {
    const panel = panels + <usize>(block * panelBytes);
    const columns = min(8, outChannels - (block << 3));
    let bias0 = zero;
    let bias1 = zero;
    if (bias != 0) {
      bias0 = loadPart(bias + (block << 5), columns);
      bias1 = loadPart(bias + (block << 5) + 16, columns - 4);
    }
    let q = begin << 2;
    let column = q % outWidth;
    const rows = q / outWidth;
    let row = rows % outHeight;
    let image = rows / outHeight;
    for (let tile = begin; tile < end; tile++) {
      // Four pixels in a row, or the last one again where there are no more.
      const q0 = q;
      const y0 = row * strideY - padTop;
      const x0 = column * strideX - padLeft;
      const base0 = x + <usize>((image * height + y0) * rowBytes + x0 * pixelBytes);
      if (q + 1 < pixels) { q++; column++; if (column == outWidth) { column = 0; row++; if (row == outHeight) { row = 0; image++; } } }
      const q1 = q;
      const y1 = row * strideY - padTop;
      const x1 = column * strideX - padLeft;
      const base1 = x + <usize>((image * height + y1) * rowBytes + x1 * pixelBytes);
      if (q + 1 < pixels) { q++; column++; if (column == outWidth) { column = 0; row++; if (row == outHeight) { row = 0; image++; } } }
      const q2 = q;
      const y2 = row * strideY - padTop;
      const x2 = column * strideX - padLeft;
      const base2 = x + <usize>((image * height + y2) * rowBytes + x2 * pixelBytes);
      if (q + 1 < pixels) { q++; column++; if (column == outWidth) { column = 0; row++; if (row == outHeight) { row = 0; image++; } } }
      const q3 = q;
      const y3 = row * strideY - padTop;
      const x3 = column * strideX - padLeft;
      const base3 = x + <usize>((image * height + y3) * rowBytes + x3 * pixelBytes);
      if (q + 1 < pixels) { q++; column++; if (column == outWidth) { column = 0; row++; if (row == outHeight) { row = 0; image++; } } }

      const inside =
        min(min(y0, y1), min(y2, y3)) >= 0 &&
        max(max(y0, y1), max(y2, y3)) + reachY < height &&
        min(min(x0, x1), min(x2, x3)) >= 0 &&
        max(max(x0, x1), max(x2, x3)) + reachX < width;
      const runs = inside && dilationX == 1 ? 1 : kernelWidth;
      const run = runs == 1 ? kernelWidth * channels : channels;

      let a00 = bias0;
      let a01 = bias1;
      let a10 = bias0;
      let a11 = bias1;
      let a20 = bias0;
      let a21 = bias1;
      let a30 = bias0;
      let a31 = bias1;
      let w = panel;
      for (let ky = 0; ky < kernelHeight; ky++) {
        const down = ky * dilationY;
        for (let part = 0; part < runs; part++) {
          const right = part * dilationX;
          let p0: usize, p1: usize, p2: usize, p3: usize;
          if (inside) {
            const offset = <usize>(down * rowBytes + right * pixelBytes);
            p0 = base0 + offset;
            p1 = base1 + offset;
            p2 = base2 + offset;
            p3 = base3 + offset;
          } else {
            p0 = pixel(base0, y0, x0, down, right, height, width, rowBytes, pixelBytes, zeros);
            p1 = pixel(base1, y1, x1, down, right, height, width, rowBytes, pixelBytes, zeros);
            p2 = pixel(base2, y2, x2, down, right, height, width, rowBytes, pixelBytes, zeros);
            p3 = pixel(base3, y3, x3, down, right, height, width, rowBytes, pixelBytes, zeros);
            if (p0 == zeros && p1 == zeros && p2 == zeros && p3 == zeros) {
              w += <usize>(run << 5);
              continue;
            }
          }
          let k = run;
          for (; k >= 4; k -= 4) {
            let w0 = v128.load(w);
            let w1 = v128.load(w, 16);
            let s = v128.load32_splat(p0);
            a00 = multiplyAdd(s, w0, a00);
            a01 = multiplyAdd(s, w1, a01);
            s = v128.load32_splat(p1);
            a10 = multiplyAdd(s, w0, a10);
            a11 = multiplyAdd(s, w1, a11);
            s = v128.load32_splat(p2);
            a20 = multiplyAdd(s, w0, a20);
            a21 = multiplyAdd(s, w1, a21);
            s = v128.load32_splat(p3);
            a30 = multiplyAdd(s, w0, a30);
            a31 = multiplyAdd(s, w1, a31);
            w0 = v128.load(w, 32);
            w1 = v128.load(w, 48);
            s = v128.load32_splat(p0, 4);
            a00 = multiplyAdd(s, w0, a00);
            a01 = multiplyAdd(s, w1, a01);
            s = v128.load32_splat(p1, 4);
            a10 = multiplyAdd(s, w0, a10);
            a11 = multiplyAdd(s, w1, a11);
            s = v128.load32_splat(p2, 4);
            a20 = multiplyAdd(s, w0, a20);
            a21 = multiplyAdd(s, w1, a21);
            s = v128.load32_splat(p3, 4);
            a30 = multiplyAdd(s, w0, a30);
            a31 = multiplyAdd(s, w1, a31);
            w0 = v128.load(w, 64);
            w1 = v128.load(w, 80);
            s = v128.load32_splat(p0, 8);
            a00 = multiplyAdd(s, w0, a00);
            a01 = multiplyAdd(s, w1, a01);
            s = v128.load32_splat(p1, 8);
            a10 = multiplyAdd(s, w0, a10);
            a11 = multiplyAdd(s, w1, a11);
            s = v128.load32_splat(p2, 8);
            a20 = multiplyAdd(s, w0, a20);
            a21 = multiplyAdd(s, w1, a21);
            s = v128.load32_splat(p3, 8);
            a30 = multiplyAdd(s, w0, a30);
            a31 = multiplyAdd(s, w1, a31);
            w0 = v128.load(w, 96);
            w1 = v128.load(w, 112);
            s = v128.load32_splat(p0, 12);
            a00 = multiplyAdd(s, w0, a00);
            a01 = multiplyAdd(s, w1, a01);
            s = v128.load32_splat(p1, 12);
            a10 = multiplyAdd(s, w0, a10);
            a11 = multiplyAdd(s, w1, a11);
            s = v128.load32_splat(p2, 12);
            a20 = multiplyAdd(s, w0, a20);
            a21 = multiplyAdd(s, w1, a21);
            s = v128.load32_splat(p3, 12);
            a30 = multiplyAdd(s, w0, a30);
            a31 = multiplyAdd(s, w1, a31);
            w += 128;
            p0 += 16;
            p1 += 16;
            p2 += 16;
            p3 += 16;
          }
          for (; k > 0; k--) {
            const w0 = v128.load(w);
            const w1 = v128.load(w, 16);
            let s = v128.load32_splat(p0);
            a00 = multiplyAdd(s, w0, a00);
            a01 = multiplyAdd(s, w1, a01);
            s = v128.load32_splat(p1);
            a10 = multiplyAdd(s, w0, a10);
            a11 = multiplyAdd(s, w1, a11);
            s = v128.load32_splat(p2);
            a20 = multiplyAdd(s, w0, a20);
            a21 = multiplyAdd(s, w1, a21);
            s = v128.load32_splat(p3);
            a30 = multiplyAdd(s, w0, a30);
            a31 = multiplyAdd(s, w1, a31);
            w += 32;
            p0 += 4;
            p1 += 4;
            p2 += 4;
            p3 += 4;
          }
        }
      }
      if (relu) {
        a00 = f32x4.max(a00, zero);
        a01 = f32x4.max(a01, zero);
        a10 = f32x4.max(a10, zero);
        a11 = f32x4.max(a11, zero);
        a20 = f32x4.max(a20, zero);
        a21 = f32x4.max(a21, zero);
        a30 = f32x4.max(a30, zero);
        a31 = f32x4.max(a31, zero);
      }
      const out = y + <usize>(block << 5);
      const outBytes = outChannels << 2;
      if (columns == 8) {
        v128.store(out + <usize>(q0 * outBytes), a00);
        v128.store(out + <usize>(q0 * outBytes), a01, 16);
        v128.store(out + <usize>(q1 * outBytes), a10);
        v128.store(out + <usize>(q1 * outBytes), a11, 16);
        v128.store(out + <usize>(q2 * outBytes), a20);
        v128.store(out + <usize>(q2 * outBytes), a21, 16);
        v128.store(out + <usize>(q3 * outBytes), a30);
        v128.store(out + <usize>(q3 * outBytes), a31, 16);
      } else {
        storePart(out + <usize>(q0 * outBytes), a00, columns);
        storePart(out + <usize>(q0 * outBytes) + 16, a01, columns - 4);
        storePart(out + <usize>(q1 * outBytes), a10, columns);
        storePart(out + <usize>(q1 * outBytes) + 16, a11, columns - 4);
        storePart(out + <usize>(q2 * outBytes), a20, columns);
        storePart(out + <usize>(q2 * outBytes) + 16, a21, columns - 4);
        storePart(out + <usize>(q3 * outBytes), a30, columns);
        storePart(out + <usize>(q3 * outBytes) + 16, a31, columns - 4);
      }
    }
  }
}

/**
 * A kernel [height, width, in, out] in panels of eight output channels: [⌈out/8⌉, height·width·in, 8]; flipped, the
 * kernel turned by 180° with in and out exchanged. A task is a panel.
 *
 * args: kernel, panels, height, width, in, out, flipped.
 */
export function packKernel(args: usize, begin: i32, end: i32, scratch: usize): void {
  const kernel = pointer(args, 0);
  const panels = pointer(args, 1);
  const area = word(args, 2) * word(args, 3);
  const into = word(args, 4);
  const out = word(args, 5);
  const flipped = word(args, 6);
  const inner = flipped ? out : into;
  const outer = flipped ? into : out;
  for (let block = begin; block < end; block++) {
    let to = panels + <usize>((block * area * inner) << 5);
    const first = block << 3;
    const columns = min(8, outer - first);
    for (let place = 0; place < area; place++) {
      const from = kernel + <usize>(((flipped ? area - 1 - place : place) * into * out) << 2);
      for (let row = 0; row < inner; row++) {
        if (flipped) {
          for (let column = 0; column < columns; column++) {
            store<f32>(to + (column << 2), load<f32>(from + <usize>(((first + column) * out + row) << 2)));
          }
          for (let column = columns; column < 8; column++) store<f32>(to + (column << 2), 0);
        } else {
          const at = from + <usize>((row * out + first) << 2);
          v128.store(to, loadPart(at, columns));
          v128.store(to, loadPart(at + 16, columns - 4), 16);
        }
        to += 32;
      }
    }
  }
}

/**
 * Pixels moved apart, zeros between them. A task is a row of the result.
 *
 * args: x, y, height, width, channels, result height, width, dilations (2).
 */
export function dilate2d(args: usize, begin: i32, end: i32, scratch: usize): void {
  const x = pointer(args, 0);
  const y = pointer(args, 1);
  const height = word(args, 2);
  const width = word(args, 3);
  const pixelBytes = word(args, 4) << 2;
  const outHeight = word(args, 5);
  const outWidth = word(args, 6);
  const dilationY = word(args, 7);
  const dilationX = word(args, 8);
  for (let task = begin; task < end; task++) {
    const to = y + <usize>(task * outWidth * pixelBytes);
    memory.fill(to, 0, <usize>(outWidth * pixelBytes));
    const image = task / outHeight;
    const row = task % outHeight;
    if (row % dilationY != 0) continue;
    const from = x + <usize>((image * height + row / dilationY) * width * pixelBytes);
    for (let column = 0; column < width; column++) {
      memory.copy(
        to + <usize>(column * dilationX * pixelBytes),
        from + <usize>(column * pixelBytes),
        <usize>pixelBytes,
      );
    }
  }
}
