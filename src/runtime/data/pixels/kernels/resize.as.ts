// Resizing. Where a row or a column of the result comes from is said by tables of byte offsets into the raster, so that
// the same loops turn and mirror a photo on the way. A pixel's channels are the lanes of a vector.

/**
 * Between two pixels along a row and two down a column, in the order TensorFlow computes it: along the rows, then down.
 * @param raster bytes of the source pixels, one byte a channel
 * @param out room for height · width · channels bytes
 * @param columns for each of the result three words: offsets of the first and of the second source column, and how far it is
 * from the first to the second (float32)
 * @param rows the same for its rows
 * @param scratch room for two rows of float32
 * @param grey whether a source pixel has one channel
 * @param channels of the result: 3, or of a grey source 1
 */
export function resizeBilinear(
  raster: usize,
  out: usize,
  height: i32,
  width: i32,
  columns: usize,
  rows: usize,
  scratch: usize,
  grey: bool,
  channels: i32,
): void {
  const floats = width * channels;
  let above = scratch;
  let below = scratch + (<usize>floats << 2) + 64;
  let inAbove: i32 = -1;
  let inBelow: i32 = -1;
  const half = f32x4.splat(0.5);
  for (let y = 0; y < height; y++) {
    const top = load<i32>(rows);
    const bottom = load<i32>(rows, 4);
    const down = v128.load32_splat(rows, 8);
    rows += 12;
    if (top == inBelow) {
      const row = above;
      above = below;
      below = row;
      inBelow = inAbove;
      inAbove = top;
    } else if (top != inAbove) {
      alongRow(raster + <usize>top, above, width, columns, grey, channels);
      inAbove = top;
    }
    if (bottom != inBelow && bottom != top) {
      alongRow(raster + <usize>bottom, below, width, columns, grey, channels);
      inBelow = bottom;
    }
    const second = bottom == top ? above : below;
    for (let at = 0; at < floats; at += 16) {
      const from = <usize>at << 2;
      v128.store(
        out + <usize>at,
        bytes(
          between(above + from, second + from, down, half),
          between(above + from + 16, second + from + 16, down, half),
          between(above + from + 32, second + from + 32, down, half),
          between(above + from + 48, second + from + 48, down, half),
        ),
      );
    }
    out += <usize>floats;
  }
}

/** One source row at the result's columns. Three loops, so that the lanes and steps of each are constants. */
@inline
function alongRow(row: usize, to: usize, width: i32, columns: usize, grey: bool, channels: i32): void {
  const end = columns + <usize>(width * 12);
  if (channels == 1) {
    for (; columns < end; columns += 12, to += 4) v128.store(to, beside(row, columns, lanes(true)));
  } else if (grey) {
    for (; columns < end; columns += 12, to += 12) v128.store(to, beside(row, columns, lanes(true)));
  } else {
    for (; columns < end; columns += 12, to += 12) v128.store(to, beside(row, columns, lanes(false)));
  }
}

/** Between two pixels of a row. */
@inline
function beside(row: usize, column: usize, from: v128): v128 {
  const left = levels(row + <usize>load<i32>(column), from);
  const right = levels(row + <usize>load<i32>(column, 4), from);
  return f32x4.add(left, f32x4.mul(f32x4.sub(right, left), v128.load32_splat(column, 8)));
}

/** Four numbers between those of two rows, and a half for rounding. */
@inline
function between(above: usize, below: usize, down: v128, half: v128): v128 {
  const first = v128.load(above);
  const step = f32x4.mul(f32x4.sub(v128.load(below), first), down);
  return i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.add(first, step), half));
}

/** Sixteen bytes of as many words. */
@inline
function bytes(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_u(a, b), i16x8.narrow_i32x4_u(c, d));
}

/** Where the lanes of a pixel come from: 16 and more are zeros. */
@inline
function lanes(grey: bool): v128 {
  return grey
    ? i8x16(0, 16, 16, 16, 0, 16, 16, 16, 0, 16, 16, 16, 16, 16, 16, 16)
    : i8x16(0, 16, 16, 16, 1, 16, 16, 16, 2, 16, 16, 16, 16, 16, 16, 16);
}

/** The channels of one pixel as float32. */
@inline
function levels(at: usize, from: v128): v128 {
  return f32x4.convert_i32x4_s(i8x16.swizzle(v128.load32_zero(at), from));
}

/**
 * Weighted sums over the source pixels that a pixel of the result covers: first along every row of the source, then down.
 * @param sourceRows offsets of the source rows from the top, `sourceHeight` of them
 * @param sourceColumns offsets of the source columns from the left
 * @param columns for each of the result: number of the first source column and how many there are, then `span` weights for
 * each of them (float32); three tables, one after another
 * @param rows the same for its rows
 * @param scratch room for sourceHeight · width · 4 float32
 */
export function resizeFiltered(
  raster: usize,
  out: usize,
  height: i32,
  width: i32,
  sourceHeight: i32,
  sourceRows: usize,
  sourceColumns: usize,
  columns: usize,
  columnSpan: i32,
  rows: usize,
  rowSpan: i32,
  scratch: usize,
  grey: bool,
  channels: i32,
): void {
  const from = lanes(grey);
  const rowBytes = <usize>width << 4;
  for (let y: usize = 0; y < <usize>sourceHeight; y++) {
    const row = raster + <usize>load<i32>(sourceRows + (y << 2));
    const to = scratch + y * rowBytes;
    for (let x: usize = 0; x < <usize>width; x++) {
      const first = <usize>load<i32>(columns + (x << 2));
      const count = <usize>load<i32>(columns + ((<usize>width + x) << 2));
      const weights = columns + ((<usize>(2 * width) + x * <usize>columnSpan) << 2);
      let sum = f32x4.splat(0);
      for (let tap: usize = 0; tap < count; tap++) {
        const pixel = levels(row + <usize>load<i32>(sourceColumns + ((first + tap) << 2)), from);
        sum = f32x4.add(sum, f32x4.mul(pixel, v128.load32_splat(weights + (tap << 2))));
      }
      v128.store(to + (x << 4), sum);
    }
  }
  const half = f32x4.splat(0.5);
  for (let y: usize = 0; y < <usize>height; y++) {
    const first = <usize>load<i32>(rows + (y << 2));
    const count = <usize>load<i32>(rows + ((<usize>height + y) << 2));
    const weights = rows + ((<usize>(2 * height) + y * <usize>rowSpan) << 2);
    for (let x: usize = 0; x < <usize>width; x++) {
      let sum = half;
      for (let tap: usize = 0; tap < count; tap++) {
        const pixel = v128.load(scratch + (first + tap) * rowBytes + (x << 4));
        sum = f32x4.add(sum, f32x4.mul(pixel, v128.load32_splat(weights + (tap << 2))));
      }
      const levels = i32x4.trunc_sat_f32x4_s(sum);
      v128.store32_lane(out, bytes(levels, levels, levels, levels), 0);
      out += channels;
    }
  }
}
