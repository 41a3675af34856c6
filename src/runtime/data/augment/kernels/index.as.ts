// What augmentation does with every pixel. The memory is the module's own: its caller lays it out. Photos are bytes, or float32
// of grey levels, of whole pixels of three channels (red, green, blue) or of one.

/** Weights between neighbours in a row are whole numbers of so many: exact in products of 16 bits. */
const PARTS: i32 = 16384;

/** What stands beyond the edges; the caller has put a border of one pixel around the photo for the last two. */
const NEAREST: i32 = 0;
const REFLECT: i32 = 1;
const WRAP: i32 = 2;

/**
 * A photo moved by a map: place (x, y) of the result is taken from place (a·x + b·y + c, d·x + e·y + f), between its four
 * neighbours.
 * @param from bytes of the pixel at (0, 0); up to a row and 16 bytes after the last one are read, and not used
 * @param stride bytes from one row to the next
 * @param to room for the result in float32, and for up to 16 more
 * @param channels 3 or 1
 */
export function move(
  from: usize,
  stride: i32,
  to: usize,
  width: i32,
  height: i32,
  channels: i32,
  fill: i32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
  f: f64,
): void {
  const alongX = f32x4.splat(<f32>a);
  const alongY = f32x4.splat(<f32>d);
  const strides = i32x4.splat(stride);
  for (let y = 0; y < height; y++) {
    const startX = f32x4.splat(<f32>(b * <f64>y + c));
    const startY = f32x4.splat(<f32>(e * <f64>y + f));
    let at = to + <usize>(y * width * channels * 4);
    let places = f32x4(0, 1, 2, 3);
    // Four pixels at a time; what stands over the end of a row is written anew with the next row.
    for (let x = 0; x < width; x += 4) {
      const column = within(f32x4.add(startX, f32x4.mul(places, alongX)), width, fill);
      const row = within(f32x4.add(startY, f32x4.mul(places, alongY)), height, fill);
      const left = f32x4.floor(column);
      const top = f32x4.floor(row);
      const share = i32x4.trunc_sat_f32x4_s(
        f32x4.add(f32x4.mul(f32x4.sub(column, left), f32x4.splat(<f32>PARTS)), f32x4.splat(0.5)),
      );
      const weights = v128.or(i32x4.shl(share, 16), i32x4.sub(i32x4.splat(PARTS), share));
      const down = f32x4.sub(row, top);
      const offsets = i32x4.add(
        i32x4.mul(i32x4.trunc_sat_f32x4_s(left), i32x4.splat(channels)),
        i32x4.mul(i32x4.trunc_sat_f32x4_s(top), strides),
      );
      if (channels == 1) v128.store(at, fourGrey(from, stride, offsets, weights, down));
      else fourColoured(from, stride, offsets, weights, down, at);
      at += channels << 4;
      places = f32x4.add(places, f32x4.splat(4));
    }
  }
}

/** Four pixels of three channels. */
@inline
function fourColoured(from: usize, stride: i32, offsets: v128, weights: v128, down: v128, at: usize): void {
  pixel(
    from + i32x4.extract_lane(offsets, 0),
    stride,
    v128.shuffle<i32>(weights, weights, 0, 0, 0, 0),
    v128.shuffle<i32>(down, down, 0, 0, 0, 0),
    at,
  );
  pixel(
    from + i32x4.extract_lane(offsets, 1),
    stride,
    v128.shuffle<i32>(weights, weights, 1, 1, 1, 1),
    v128.shuffle<i32>(down, down, 1, 1, 1, 1),
    at + 12,
  );
  pixel(
    from + i32x4.extract_lane(offsets, 2),
    stride,
    v128.shuffle<i32>(weights, weights, 2, 2, 2, 2),
    v128.shuffle<i32>(down, down, 2, 2, 2, 2),
    at + 24,
  );
  pixel(
    from + i32x4.extract_lane(offsets, 3),
    stride,
    v128.shuffle<i32>(weights, weights, 3, 3, 3, 3),
    v128.shuffle<i32>(down, down, 3, 3, 3, 3),
    at + 36,
  );
}

/** Four pixels of one channel. */
@inline
function fourGrey(from: usize, stride: i32, offsets: v128, weights: v128, down: v128): v128 {
  const first = from + i32x4.extract_lane(offsets, 0);
  const second = from + i32x4.extract_lane(offsets, 1);
  const third = from + i32x4.extract_lane(offsets, 2);
  const fourth = from + i32x4.extract_lane(offsets, 3);
  const above = f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(pairs(first, second, third, fourth), weights));
  const below = f32x4.convert_i32x4_s(
    i32x4.dot_i16x8_s(pairs(first + stride, second + stride, third + stride, fourth + stride), weights),
  );
  const between = f32x4.add(above, f32x4.mul(f32x4.sub(below, above), down));
  return f32x4.mul(between, f32x4.splat(<f32>1 / <f32>PARTS));
}

/** Four times a level beside that of its right neighbour, as numbers of 16 bits. */
@inline
function pairs(first: usize, second: usize, third: usize, fourth: usize): v128 {
  let bytes = v128.load16_splat(first);
  bytes = v128.load16_lane(second, bytes, 1);
  bytes = v128.load16_lane(third, bytes, 2);
  bytes = v128.load16_lane(fourth, bytes, 3);
  return i16x8.extend_low_i8x16_u(bytes);
}

/** Places along an axis, brought to where there are pixels. */
@inline
function within(place: v128, size: i32, fill: i32): v128 {
  const last = f32x4.splat(<f32>(size - 1));
  if (fill == NEAREST) return f32x4.min(f32x4.max(place, f32x4.splat(0)), last);
  if (fill == REFLECT) {
    const period = f32x4.splat(<f32>size * 2);
    const shifted = f32x4.add(place, f32x4.splat(0.5));
    const turns = f32x4.floor(f32x4.div(shifted, period));
    const once = f32x4.sub(shifted, f32x4.mul(turns, period));
    const folded = f32x4.sub(f32x4.min(once, f32x4.sub(period, once)), f32x4.splat(0.5));
    return f32x4.min(f32x4.max(folded, f32x4.splat(0)), last);
  }
  if (fill == WRAP) {
    const period = f32x4.splat(<f32>size);
    return f32x4.sub(place, f32x4.mul(f32x4.floor(f32x4.div(place, period)), period));
  }
  return f32x4.min(f32x4.max(place, f32x4.splat(-1)), f32x4.splat(<f32>size));
}

/** One pixel between four; the fourth float that it writes belongs to the next pixel, which comes after it. */
@inline
function pixel(from: usize, stride: i32, weights: v128, down: v128, to: usize): void {
  // Each channel of a pixel beside that of its right neighbour, as numbers of 16 bits.
  const pairs = i8x16(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1);
  const upper = i8x16.swizzle(v128.load64_zero(from), pairs);
  const lower = i8x16.swizzle(v128.load64_zero(from + stride), pairs);
  const above = f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(upper, weights));
  const below = f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(lower, weights));
  const between = f32x4.add(above, f32x4.mul(f32x4.sub(below, above), down));
  v128.store(to, f32x4.mul(between, f32x4.splat(<f32>1 / <f32>PARTS)));
}

/** The mean red, green and blue of a photo, as float64 at `to`. */
export function means(from: usize, pixels: i32, to: usize): void {
  let red: f64 = 0;
  let green: f64 = 0;
  let blue: f64 = 0;
  for (let begin = 0; begin < pixels; begin += 256) {
    const end = min(begin + 256, pixels);
    let sums = f32x4.splat(0);
    for (let index = begin; index < end; index++) sums = f32x4.add(sums, v128.load(from + index * 12));
    red += <f64>f32x4.extract_lane(sums, 0);
    green += <f64>f32x4.extract_lane(sums, 1);
    blue += <f64>f32x4.extract_lane(sums, 2);
  }
  store<f64>(to, red / <f64>pixels);
  store<f64>(to, green / <f64>pixels, 8);
  store<f64>(to, blue / <f64>pixels, 16);
}

/** The mean level of a photo of one channel, as float64 at `to`. */
export function mean(from: usize, pixels: i32, to: usize): void {
  let sum: f64 = 0;
  for (let index = 0; index < pixels; index++) sum += <f64>load<f32>(from + (index << 2));
  store<f64>(to, sum / <f64>pixels);
}

/**
 * Every level of a photo of one channel times a factor, plus what is added, kept between black and white.
 * @param to room for as many float32, and for three more; it may be `from`
 */
export function tone(from: usize, to: usize, count: i32, factor: f32, added: f32): void {
  for (let at: usize = 0; at < <usize>count << 2; at += 16) {
    const levels = f32x4.mul(v128.load(from + at), f32x4.splat(factor));
    v128.store(to + at, clipped(f32x4.add(levels, f32x4.splat(added))));
  }
}

/**
 * Every pixel through a matrix, kept between black and white.
 * @param to another place than `from`, with room for one float more
 * @param matrix float32: what red, green and blue each give to the three, then what is added; each in four floats
 */
export function colour(from: usize, to: usize, pixels: i32, matrix: usize): void {
  const red = v128.load(matrix);
  const green = v128.load(matrix, 16);
  const blue = v128.load(matrix, 32);
  const added = v128.load(matrix, 48);
  for (let index = 0; index < pixels; index++, from += 12, to += 12) {
    const levels = v128.load(from);
    let made = f32x4.add(added, f32x4.mul(v128.shuffle<i32>(levels, levels, 0, 0, 0, 0), red));
    made = f32x4.add(made, f32x4.mul(v128.shuffle<i32>(levels, levels, 1, 1, 1, 1), green));
    made = f32x4.add(made, f32x4.mul(v128.shuffle<i32>(levels, levels, 2, 2, 2, 2), blue));
    v128.store(to, clipped(made));
  }
}

@inline
function clipped(levels: v128): v128 {
  return f32x4.min(f32x4.max(levels, f32x4.splat(0)), f32x4.splat(255));
}

/**
 * Every pixel as the weighted mean of those beside it in its row; beyond the edge stands the edge.
 * @param to another place than `from`, with room for three floats more
 * @param weights 2 · radius + 1 float32
 * @param channels 3 or 1
 * @param scratch room for a row with `radius` pixels on both sides, and three floats more
 */
export function blurRows(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  channels: i32,
  weights: usize,
  radius: i32,
  scratch: usize,
): void {
  const pixel = channels << 2;
  const row = width * pixel;
  const taps = 2 * radius + 1;
  for (let y = 0; y < height; y++, from += row, to += row) {
    for (let x = 0; x < radius; x++) {
      memory.copy(scratch + x * pixel, from, pixel);
      memory.copy(scratch + (radius + width + x) * pixel, from + row - pixel, pixel);
    }
    memory.copy(scratch + radius * pixel, from, row);
    for (let at = 0; at < row; at += 16) {
      let sum = f32x4.splat(0);
      for (let tap = 0; tap < taps; tap++) {
        const weight = v128.load32_splat(weights + (tap << 2));
        sum = f32x4.add(sum, f32x4.mul(weight, v128.load(scratch + at + tap * pixel)));
      }
      v128.store(to + at, sum);
    }
  }
}

/** The same along columns. */
export function blurColumns(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  channels: i32,
  weights: usize,
  radius: i32,
): void {
  const pixel = channels << 2;
  const row = width * pixel;
  for (let y = 0; y < height; y++, to += row) {
    for (let at = 0; at < row; at += 16) {
      let sum = f32x4.splat(0);
      for (let tap = -radius; tap <= radius; tap++) {
        const weight = v128.load32_splat(weights + ((tap + radius) << 2));
        const source = min(max(y + tap, 0), height - 1);
        sum = f32x4.add(sum, f32x4.mul(weight, v128.load(from + source * row + at)));
      }
      v128.store(to + at, sum);
    }
  }
}

/**
 * Adds noise: each half of a random word of Philox 4×32-10 picks a number of a table.
 * @param at float32 levels, changed where they are; room for seven more
 * @param factor of the numbers of the table
 * @param block the first word of the counter; the others are the next three
 * @param table 4096 float32
 */
export function noise(
  at: usize,
  count: i32,
  factor: f32,
  key0: u32,
  key1: u32,
  block: u32,
  counter1: u32,
  counter2: u32,
  counter3: u32,
  table: usize,
): void {
  for (let index = 0; index < count; index += 8, block++, at += 32) {
    let c0 = block;
    let c1 = counter1;
    let c2 = counter2;
    let c3 = counter3;
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 10; round++) {
      const product0 = <u64>0xd2511f53 * <u64>c0;
      const product1 = <u64>0xcd9e8d57 * <u64>c2;
      c0 = <u32>(product1 >> 32) ^ c1 ^ k0;
      c1 = <u32>product1;
      c2 = <u32>(product0 >> 32) ^ c3 ^ k1;
      c3 = <u32>product0;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    addTwo(at, c0, factor, table);
    addTwo(at + 8, c1, factor, table);
    addTwo(at + 16, c2, factor, table);
    addTwo(at + 24, c3, factor, table);
  }
}

/** The upper twelve bits of each half of a word are a place in the table. */
@inline
function addTwo(at: usize, word: u32, factor: f32, table: usize): void {
  store<f32>(at, load<f32>(at) + factor * load<f32>(table + (((word >> 4) & 0xfff) << 2)));
  store<f32>(at, load<f32>(at, 4) + factor * load<f32>(table + ((word >> 20) << 2)), 4);
}

/**
 * Levels, kept between black and white, as a model gets them: level · scale + offset, channel by channel.
 * @param to room for as many float32, and for up to 11 more; it may be `from`
 * @param count floats
 * @param map three scales and three offsets as float32
 * @param reversed whether red and blue change places
 */
export function finish(from: usize, to: usize, count: i32, map: usize, reversed: bool): void {
  const red = load<f32>(map);
  const green = load<f32>(map, 4);
  const blue = load<f32>(map, 8);
  const scale0 = vector(red, green, blue, red);
  const scale1 = vector(green, blue, red, green);
  const scale2 = vector(blue, red, green, blue);
  const redOffset = load<f32>(map, 12);
  const greenOffset = load<f32>(map, 16);
  const blueOffset = load<f32>(map, 20);
  const offset0 = vector(redOffset, greenOffset, blueOffset, redOffset);
  const offset1 = vector(greenOffset, blueOffset, redOffset, greenOffset);
  const offset2 = vector(blueOffset, redOffset, greenOffset, blueOffset);
  const end = from + <usize>(count << 2);
  for (; from < end; from += 48, to += 48) {
    let levels0 = clipped(v128.load(from));
    let levels1 = clipped(v128.load(from, 16));
    let levels2 = clipped(v128.load(from, 32));
    if (reversed) {
      const first = v128.shuffle<i32>(levels0, levels1, 2, 1, 0, 5);
      const second = v128.shuffle<i32>(levels0, levels1, 4, 3, 4, 7);
      const third = v128.shuffle<i32>(levels1, levels2, 2, 7, 6, 5);
      levels1 = v128.shuffle<i32>(second, levels2, 0, 1, 4, 3);
      levels0 = first;
      levels2 = third;
    }
    v128.store(to, f32x4.add(f32x4.mul(levels0, scale0), offset0));
    v128.store(to, f32x4.add(f32x4.mul(levels1, scale1), offset1), 16);
    v128.store(to, f32x4.add(f32x4.mul(levels2, scale2), offset2), 32);
  }
}

@inline
function vector(a: f32, b: f32, c: f32, d: f32): v128 {
  let v = f32x4.splat(a);
  v = f32x4.replace_lane(v, 1, b);
  v = f32x4.replace_lane(v, 2, c);
  return f32x4.replace_lane(v, 3, d);
}
