/**
 * Bytes to float32: level · scale + offset, channel by channel.
 * @param from bytes of whole pixels of three channels; up to 15 bytes after them are read, and not used
 * @param to room for as many float32, and for up to 11 more
 * @param count bytes
 * @param map three scales and three offsets as float32
 * @param reversed whether red and blue change places
 */
export function toFloats(from: usize, to: usize, count: i32, map: usize, reversed: bool): void {
  // Twelve bytes are four pixels: three vectors of floats, in which the channels stand in turn.
  const order = reversed
    ? i8x16(2, 1, 0, 5, 4, 3, 8, 7, 6, 11, 10, 9, 12, 13, 14, 15)
    : i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
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
  const end = from + <usize>count;
  for (; from < end; from += 12, to += 48) {
    const bytes = i8x16.swizzle(v128.load(from), order);
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    store4(to, i32x4.extend_low_i16x8_u(low), scale0, offset0);
    store4(to + 16, i32x4.extend_high_i16x8_u(low), scale1, offset1);
    store4(to + 32, i32x4.extend_low_i16x8_u(high), scale2, offset2);
  }
}

@inline
function vector(a: f32, b: f32, c: f32, d: f32): v128 {
  let v = f32x4.splat(a);
  v = f32x4.replace_lane(v, 1, b);
  v = f32x4.replace_lane(v, 2, c);
  return f32x4.replace_lane(v, 3, d);
}

@inline
function store4(at: usize, levels: v128, scale: v128, offset: v128): void {
  v128.store(at, f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(levels), scale), offset));
}
