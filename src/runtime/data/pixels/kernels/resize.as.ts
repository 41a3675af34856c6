// Resizing. An axis of the source is said by the offset of its first place and the step to the next one, so that the same loops
// turn and mirror a photo on the way. A pixel's channels are the lanes of a vector.

/** Bytes of what is known of a place of the result: offsets of the two source places, and how far it is from the first to the second. */
const TAP: usize = 12;

/**
 * Between two pixels along a row and two down a column, in the order TensorFlow computes it: along the rows, then down.
 * @param raster bytes of the source pixels, one byte a channel
 * @param out room for height · width · channels bytes
 * @param columnStart offset of the source's first column, and so on: its axes as bytes
 * @param scratch room for 12 bytes for each row and column of the result, and for two rows of float32
 * @param grey whether a source pixel has one channel
 * @param channels of the result: 3, or of a grey source 1
 */
export function resizeBilinear(
  raster: usize,
  out: usize,
  height: i32,
  width: i32,
  columnStart: i32,
  columnStep: i32,
  columnCount: i32,
  rowStart: i32,
  rowStep: i32,
  rowCount: i32,
  scratch: usize,
  grey: bool,
  channels: i32,
): void {
  const floats = width * channels;
  const columns = scratch;
  let rows = columns + <usize>width * TAP;
  let above = rows + <usize>height * TAP + 64;
  let below = above + (<usize>floats << 2) + 64;
  setTaps(columns, width, columnStart, columnStep, columnCount);
  setTaps(rows, height, rowStart, rowStep, rowCount);
  let inAbove: i32 = -1;
  let inBelow: i32 = -1;
  const half = f32x4.splat(0.5);
  for (let y = 0; y < height; y++) {
    const top = load<i32>(rows);
    const bottom = load<i32>(rows, 4);
    const down = v128.load32_splat(rows, 8);
    rows += TAP;
    if (top == inBelow) {
      const row = above;
      above = below;
      below = row;
      inBelow = inAbove;
      inAbove = top;
    } else if (top != inAbove) {
      alongRow(raster + <usize>top, above, width, columns, columnStep, grey, channels);
      inAbove = top;
    }
    if (bottom != inBelow && bottom != top) {
      alongRow(raster + <usize>bottom, below, width, columns, columnStep, grey, channels);
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

/**
 * Which source places each place of the result lies between. Half-pixel centres, no antialiasing: place o takes
 * (o + ½) · count / length − ½, clamped at the borders (TensorFlow's ResizeBilinear with half_pixel_centers, in float32).
 */
function setTaps(taps: usize, length: i32, start: i32, step: i32, count: i32): void {
  const scale = <f32>count / <f32>length;
  const last = count - 1;
  for (let place = 0; place < length; place++, taps += TAP) {
    const source = (<f32>place + 0.5) * scale - 0.5;
    const low = Mathf.floor(source);
    const first = min(max(<i32>low, 0), last);
    const second = min(max(<i32>Mathf.ceil(source), 0), last);
    store<i32>(taps, start + step * first);
    store<i32>(taps, start + step * second, 4);
    // Between a place and itself it does not matter where, and nothing must be read that is not there.
    store<f32>(taps, first == second ? 0 : source - low, 8);
  }
}

/** One source row at the result's columns. A loop for each kind, so that the lanes and steps of each are constants. */
@inline
function alongRow(row: usize, to: usize, width: i32, columns: usize, step: i32, grey: bool, channels: i32): void {
  const end = columns + <usize>width * TAP;
  if (channels == 1) {
    for (; columns < end; columns += TAP, to += 4) v128.store(to, beside(row, columns, lanes(true)));
  } else if (grey) {
    for (; columns < end; columns += TAP, to += 12) v128.store(to, beside(row, columns, lanes(true)));
  } else if (step == 3) {
    for (; columns < end; columns += TAP, to += 12) v128.store(to, besideNext(row, columns));
  } else {
    for (; columns < end; columns += TAP, to += 12) v128.store(to, beside(row, columns, lanes(false)));
  }
}

/** Between a pixel of three bytes and the next one in memory. */
@inline
function besideNext(row: usize, column: usize): v128 {
  const pair = v128.load64_zero(row + <usize>load<i32>(column));
  const left = i8x16.swizzle(pair, lanes(false));
  const right = i8x16.swizzle(pair, i8x16(3, -1, -1, -1, 4, -1, -1, -1, 5, -1, -1, -1, -1, -1, -1, -1));
  // The difference of two bytes is the same in float32, where taking it costs more.
  const step = f32x4.convert_i32x4_s(i32x4.sub(right, left));
  return f32x4.add(f32x4.convert_i32x4_s(left), f32x4.mul(step, v128.load32_splat(column, 8)));
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

/** Where the lanes of a pixel come from: those with the top bit are zeros. */
@inline
function lanes(grey: bool): v128 {
  return grey
    ? i8x16(0, -1, -1, -1, 0, -1, -1, -1, 0, -1, -1, -1, -1, -1, -1, -1)
    : i8x16(0, -1, -1, -1, 1, -1, -1, -1, 2, -1, -1, -1, -1, -1, -1, -1);
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
