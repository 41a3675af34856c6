// Convolutions by 3×3 kernels in Winograd's way (Lavin & Gray 2016, "Fast algorithms for convolutional neural networks",
// section 4.1, F(2×2, 3×3)): a tile of 2×2 results takes 16 multiplications where the definition takes 36.
// Channels going in come in fours, channels coming out in eights.

import { loadPart, multiplyAdd, pointer, word } from './simd.as';

// args of both convolution and gradient: three operands, bias or 0, height, width, in, result height, width, out,
// padding above and left, relu, tiles, tiles a block, tiles a row, rows of tiles, parts.

/** Bᵀ·d·B for a patch of 4×4 pixels, channel by channel: 16 numbers, `plane` bytes apart. */
function transformPatch(from: usize, rowBytes: usize, to: usize, plane: usize, channelBytes: usize): void {
  for (let c: usize = 0; c < channelBytes; c += 16) {
    for (let i = 0; i < 4; i++) {
      // Rows of Bᵀ: 0 − 2, 1 + 2, 2 − 1, 1 − 3.
      const p = from + c + rowBytes * <usize>(i == 0 ? 0 : i == 2 ? 2 : 1);
      const q = from + c + rowBytes * <usize>(i == 3 ? 3 : i == 2 ? 1 : 2);
      const q1 = q + channelBytes;
      const q2 = q1 + channelBytes;
      const q3 = q2 + channelBytes;
      const p1 = p + channelBytes;
      const p2 = p1 + channelBytes;
      const p3 = p2 + channelBytes;
      let r0: v128, r1: v128, r2: v128, r3: v128;
      if (i == 1) {
        r0 = f32x4.add(v128.load(p), v128.load(q));
        r1 = f32x4.add(v128.load(p1), v128.load(q1));
        r2 = f32x4.add(v128.load(p2), v128.load(q2));
        r3 = f32x4.add(v128.load(p3), v128.load(q3));
      } else {
        r0 = f32x4.sub(v128.load(p), v128.load(q));
        r1 = f32x4.sub(v128.load(p1), v128.load(q1));
        r2 = f32x4.sub(v128.load(p2), v128.load(q2));
        r3 = f32x4.sub(v128.load(p3), v128.load(q3));
      }
      let at = to + c + <usize>(i << 2) * plane;
      v128.store(at, f32x4.sub(r0, r2));
      at += plane;
      v128.store(at, f32x4.add(r1, r2));
      at += plane;
      v128.store(at, f32x4.sub(r2, r1));
      at += plane;
      v128.store(at, f32x4.sub(r1, r3));
    }
  }
}

/** The transformed patch of one tile; where it reaches out of the image, from a copy with zeros around. */
function transformTile(
  x: usize,
  image: i32,
  top: i32,
  left: i32,
  height: i32,
  width: i32,
  channels: i32,
  patch: usize,
  to: usize,
  plane: usize,
): void {
  const channelBytes = <usize>(channels << 2);
  const rowBytes = <usize>width * channelBytes;
  if (top >= 0 && left >= 0 && top + 4 <= height && left + 4 <= width) {
    const from = x + <usize>(image * height + top) * rowBytes + <usize>left * channelBytes;
    transformPatch(from, rowBytes, to, plane, channelBytes);
    return;
  }
  let cell = patch;
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      const row = top + i;
      const column = left + j;
      if (<u32>row < <u32>height && <u32>column < <u32>width) {
        const from = x + <usize>(image * height + row) * rowBytes + <usize>column * channelBytes;
        memory.copy(cell, from, channelBytes);
      } else {
        memory.fill(cell, 0, channelBytes);
      }
      cell += channelBytes;
    }
  }
  transformPatch(patch, channelBytes << 2, to, plane, channelBytes);
}

/** Four rows of a (depth numbers each) times a panel of eight columns; rows of the result are 512 bytes apart. */
@inline
function multiplyPanel(a: usize, rowBytes: usize, panel: usize, depth: i32, to: usize): void {
  let p0 = a;
  let p1 = p0 + rowBytes;
  let p2 = p1 + rowBytes;
  let p3 = p2 + rowBytes;
  let w = panel;
  let a00 = f32x4.splat(0);
  let a01 = a00;
  let a10 = a00;
  let a11 = a00;
  let a20 = a00;
  let a21 = a00;
  let a30 = a00;
  let a31 = a00;
  for (let k = 0; k < depth; k += 2) {
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
    w += 64;
    p0 += 8;
    p1 += 8;
    p2 += 8;
    p3 += 8;
  }
  v128.store(to, a00);
  v128.store(to, a01, 16);
  v128.store(to, a10, 512);
  v128.store(to, a11, 528);
  v128.store(to, a20, 1024);
  v128.store(to, a21, 1040);
  v128.store(to, a30, 1536);
  v128.store(to, a31, 1552);
}

/** Aᵀ·m·A for four channels of a tile: 2×2 results, those that lie in the image. */
@inline
function storeTile(
  m: usize,
  to: usize,
  pixelBytes: usize,
  rowBytes: usize,
  rows: i32,
  columns: i32,
  bias: v128,
  lowest: v128,
): void {
  for (let i = 0; i < rows; i++) {
    let s0: v128, s1: v128, s2: v128, s3: v128;
    if (i == 0) {
      s0 = f32x4.add(f32x4.add(v128.load(m), v128.load(m, 128)), v128.load(m, 256));
      s1 = f32x4.add(f32x4.add(v128.load(m, 32), v128.load(m, 160)), v128.load(m, 288));
      s2 = f32x4.add(f32x4.add(v128.load(m, 64), v128.load(m, 192)), v128.load(m, 320));
      s3 = f32x4.add(f32x4.add(v128.load(m, 96), v128.load(m, 224)), v128.load(m, 352));
    } else {
      s0 = f32x4.sub(f32x4.sub(v128.load(m, 128), v128.load(m, 256)), v128.load(m, 384));
      s1 = f32x4.sub(f32x4.sub(v128.load(m, 160), v128.load(m, 288)), v128.load(m, 416));
      s2 = f32x4.sub(f32x4.sub(v128.load(m, 192), v128.load(m, 320)), v128.load(m, 448));
      s3 = f32x4.sub(f32x4.sub(v128.load(m, 224), v128.load(m, 352)), v128.load(m, 480));
    }
    const first = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, bias));
    v128.store(to, f32x4.max(lowest, first));
    if (columns > 1) {
      const second = f32x4.add(f32x4.sub(s1, s2), f32x4.sub(bias, s3));
      v128.store(to + pixelBytes, f32x4.max(lowest, second));
    }
    to += rowBytes;
  }
}

/** A task is a block of tiles. Operands: x, panels [16, out/8, in, 8], y. */
export function winogradConv2d(args: usize, begin: i32, end: i32, scratch: usize): void {
  const x = pointer(args, 0);
  const panels = pointer(args, 1);
  const y = pointer(args, 2);
  const bias = pointer(args, 3);
  const height = word(args, 4);
  const width = word(args, 5);
  const channels = word(args, 6);
  const outHeight = word(args, 7);
  const outWidth = word(args, 8);
  const outChannels = word(args, 9);
  const padTop = word(args, 10);
  const padLeft = word(args, 11);
  const lowest = f32x4.splat(word(args, 12) ? 0 : -Infinity);
  const tiles = word(args, 13);
  const blockTiles = word(args, 14);
  const tilesX = word(args, 15);
  const tilesY = word(args, 16);

  const channelBytes = <usize>(channels << 2);
  const plane = <usize>blockTiles * channelBytes;
  const patch = scratch;
  const products = patch + (channelBytes << 4);
  const inputs = products + (<usize>blockTiles << 9);
  const panelBytes = channelBytes << 3;
  const panelPlane = <usize>(outChannels >> 3) * panelBytes;
  const pixelBytes = <usize>(outChannels << 2);
  const rowBytes = <usize>outWidth * pixelBytes;

  for (let task = begin; task < end; task++) {
    const first = task * blockTiles;
    const count = min(blockTiles, tiles - first);
    for (let t = 0; t < count; t++) {
      const tile = first + t;
      const row = tile / tilesX;
      const top = (row % tilesY) * 2 - padTop;
      const left = (tile % tilesX) * 2 - padLeft;
      const to = inputs + <usize>t * channelBytes;
      transformTile(x, row / tilesY, top, left, height, width, channels, patch, to, plane);
    }
    for (let column = 0; column < outChannels; column += 8) {
      const columnPanel = panels + <usize>(column >> 3) * panelBytes;
      for (let e = 0; e < 16; e++) {
        const panel = columnPanel + <usize>e * panelPlane;
        const from = inputs + <usize>e * plane;
        // Tiles come in fours; what stands in the places of missing ones does not matter.
        for (let t = 0; t < count; t += 4) {
          const to = products + (<usize>t << 9) + (e << 5);
          multiplyPanel(from + <usize>t * channelBytes, channelBytes, panel, channels, to);
        }
      }
      let bias0 = f32x4.splat(0);
      let bias1 = bias0;
      if (bias != 0) {
        bias0 = loadPart(bias + (column << 2), 4);
        bias1 = loadPart(bias + (column << 2) + 16, 4);
      }
      for (let t = 0; t < count; t++) {
        const tile = first + t;
        const row = tile / tilesX;
        const outRow = (row % tilesY) * 2;
        const outColumn = (tile % tilesX) * 2;
        const rows = min(2, outHeight - outRow);
        const columns = min(2, outWidth - outColumn);
        const place = ((row / tilesY) * outHeight + outRow) * outWidth + outColumn;
        const to = y + <usize>place * pixelBytes + (column << 2);
        const m = products + (<usize>t << 9);
        storeTile(m, to, pixelBytes, rowBytes, rows, columns, bias0, lowest);
        storeTile(m + 16, to + 16, pixelBytes, rowBytes, rows, columns, bias1, lowest);
      }
    }
  }
}

/** A·dy·Aᵀ for a tile of 2×2 results, zeros for those outside of the image: 16 numbers, `plane` bytes apart. */
function transformResult(
  dy: usize,
  pixelBytes: usize,
  rowBytes: usize,
  rows: i32,
  columns: i32,
  to: usize,
  plane: usize,
): void {
  const zero = f32x4.splat(0);
  for (let c: usize = 0; c < pixelBytes; c += 16) {
    const from = dy + c;
    const y00 = v128.load(from);
    const y01 = columns > 1 ? v128.load(from + pixelBytes) : zero;
    const y10 = rows > 1 ? v128.load(from + rowBytes) : zero;
    const y11 = rows > 1 && columns > 1 ? v128.load(from + rowBytes + pixelBytes) : zero;
    let at = to + c;
    for (let i = 0; i < 4; i++) {
      // Rows of A: 0, 0 + 1, 0 − 1, −1.
      let r0 = y00;
      let r1 = y01;
      if (i == 1) {
        r0 = f32x4.add(y00, y10);
        r1 = f32x4.add(y01, y11);
      } else if (i == 2) {
        r0 = f32x4.sub(y00, y10);
        r1 = f32x4.sub(y01, y11);
      } else if (i == 3) {
        r0 = f32x4.neg(y10);
        r1 = f32x4.neg(y11);
      }
      v128.store(at, r0);
      at += plane;
      v128.store(at, f32x4.add(r0, r1));
      at += plane;
      v128.store(at, f32x4.sub(r0, r1));
      at += plane;
      v128.store(at, f32x4.neg(r1));
      at += plane;
    }
  }
}

/**
 * The gradient by the kernel before its last transformation: Σ over tiles of (Bᵀ·d·B)·(A·dy·Aᵀ). A task is a part of
 * the tiles, which has a sum of its own: parts are as many on any number of threads.
 *
 * Operands: x, dy, sums [parts, 16, in, out].
 */
export function winogradGradient(args: usize, begin: i32, end: i32, scratch: usize): void {
  const x = pointer(args, 0);
  const dy = pointer(args, 1);
  const height = word(args, 4);
  const width = word(args, 5);
  const channels = word(args, 6);
  const outHeight = word(args, 7);
  const outWidth = word(args, 8);
  const outChannels = word(args, 9);
  const padTop = word(args, 10);
  const padLeft = word(args, 11);
  const tiles = word(args, 13);
  const blockTiles = word(args, 14);
  const tilesX = word(args, 15);
  const tilesY = word(args, 16);
  const parts = word(args, 17);

  const channelBytes = <usize>(channels << 2);
  const pixelBytes = <usize>(outChannels << 2);
  const rowBytes = <usize>outWidth * pixelBytes;
  const patch = scratch;
  const inputs = patch + (channelBytes << 4);
  const inputPlane = <usize>blockTiles * channelBytes;
  const results = inputs + (inputPlane << 4);
  const resultPlane = <usize>blockTiles * pixelBytes;
  const sumPlane = <usize>channels * pixelBytes;
  const tilesOfPart = (tiles + parts - 1) / parts;

  for (let part = begin; part < end; part++) {
    const sums = pointer(args, 2) + <usize>part * (sumPlane << 4);
    memory.fill(sums, 0, sumPlane << 4);
    const lastOfPart = min(tiles, (part + 1) * tilesOfPart);
    for (let first = part * tilesOfPart; first < lastOfPart; first += blockTiles) {
      const count = min(blockTiles, lastOfPart - first);
      for (let t = 0; t < count; t++) {
        const tile = first + t;
        const row = tile / tilesX;
        const image = row / tilesY;
        const outRow = (row % tilesY) * 2;
        const outColumn = (tile % tilesX) * 2;
        const to = inputs + <usize>t * channelBytes;
        transformTile(
          x, image, outRow - padTop, outColumn - padLeft, height, width, channels, patch, to, inputPlane,
        );
        transformResult(
          dy + <usize>((image * outHeight + outRow) * outWidth + outColumn) * pixelBytes,
          pixelBytes,
          rowBytes,
          min(2, outHeight - outRow),
          min(2, outWidth - outColumn),
          results + <usize>t * pixelBytes,
          resultPlane,
        );
      }
      for (let e = 0; e < 16; e++) {
        const a = inputs + <usize>e * inputPlane;
        const b = results + <usize>e * resultPlane;
        const sum = sums + <usize>e * sumPlane;
        for (let column = 0; column < outChannels; column += 8) {
          for (let row = 0; row < channels; row += 4) {
            addProduct(a + (row << 2), channelBytes, b + (column << 2), pixelBytes, count, sum + <usize>row * pixelBytes + (column << 2));
          }
        }
      }
    }
  }
}

/** Adds aᵀ·b to a rectangle of four rows by eight columns: a and b have `depth` rows of so many bytes. */
@inline
function addProduct(a: usize, aBytes: usize, b: usize, bBytes: usize, depth: i32, to: usize): void {
  let a00 = f32x4.splat(0);
  let a01 = a00;
  let a10 = a00;
  let a11 = a00;
  let a20 = a00;
  let a21 = a00;
  let a30 = a00;
  let a31 = a00;
  for (let k = 0; k < depth; k++) {
    const d0 = v128.load(b);
    const d1 = v128.load(b, 16);
    let s = v128.load32_splat(a);
    a00 = multiplyAdd(s, d0, a00);
    a01 = multiplyAdd(s, d1, a01);
    s = v128.load32_splat(a, 4);
    a10 = multiplyAdd(s, d0, a10);
    a11 = multiplyAdd(s, d1, a11);
    s = v128.load32_splat(a, 8);
    a20 = multiplyAdd(s, d0, a20);
    a21 = multiplyAdd(s, d1, a21);
    s = v128.load32_splat(a, 12);
    a30 = multiplyAdd(s, d0, a30);
    a31 = multiplyAdd(s, d1, a31);
    a += aBytes;
    b += bBytes;
  }
  v128.store(to, f32x4.add(v128.load(to), a00));
  v128.store(to, f32x4.add(v128.load(to, 16), a01), 16);
  to += bBytes;
  v128.store(to, f32x4.add(v128.load(to), a10));
  v128.store(to, f32x4.add(v128.load(to, 16), a11), 16);
  to += bBytes;
  v128.store(to, f32x4.add(v128.load(to), a20));
  v128.store(to, f32x4.add(v128.load(to, 16), a21), 16);
  to += bBytes;
  v128.store(to, f32x4.add(v128.load(to), a30));
  v128.store(to, f32x4.add(v128.load(to, 16), a31), 16);
}
