import { BLOCK, pointer, word } from './simd.as';

@inline
function apply(operation: i32, a: v128, b: v128): v128 {
  switch (operation) {
    case 0:
      return f32x4.add(a, b);
    case 1:
      return f32x4.sub(a, b);
    case 2:
      return f32x4.mul(a, b);
    case 3:
      return f32x4.div(a, b);
    case 4:
      return f32x4.max(a, b);
    default:
      return f32x4.min(a, b);
  }
}

@inline
function applyOne(operation: i32, a: f32, b: f32): f32 {
  return f32x4.extract_lane(apply(operation, f32x4.splat(a), f32x4.splat(b)), 0);
}

/**
 * a ∘ b where b is repeated every `period` elements: 1 for a number, as many as a's for equal shapes; then max(·, 0)
 * if `relu`. A task is a block.
 *
 * args: a, b, result, elements, period, operation (add, sub, mul, div, maximum, minimum), relu.
 */
export function elementwise(args: usize, begin: i32, end: i32, scratch: usize): void {
  const a = pointer(args, 0);
  const b = pointer(args, 1);
  const result = pointer(args, 2);
  const period = word(args, 4);
  const operation = word(args, 5);
  const lowest = f32x4.splat(word(args, 6) ? 0 : -Infinity);
  const last = min(word(args, 3), end * BLOCK);
  let index = begin * BLOCK;
  if (period == 1) {
    const one = v128.load32_splat(b);
    for (; index + 4 <= last; index += 4) {
      const at = <usize>(index << 2);
      v128.store(result + at, f32x4.max(lowest, apply(operation, v128.load(a + at), one)));
    }
  }
  let place = index % period;
  while (index < last) {
    // Up to the end of a period without wrapping.
    const stretch = index + min(period - place, last - index);
    const shift = b + <usize>((place - index) << 2);
    for (; index + 4 <= stretch; index += 4) {
      const at = <usize>(index << 2);
      v128.store(result + at, f32x4.max(lowest, apply(operation, v128.load(a + at), v128.load(shift + at))));
    }
    for (; index < stretch; index++) {
      const at = <usize>(index << 2);
      const value = applyOne(operation, load<f32>(a + at), load<f32>(shift + at));
      store<f32>(result + at, max(f32x4.extract_lane(lowest, 0), value));
    }
    place = 0;
  }
}

/** dy where y > 0, 0 elsewhere. A task is a block. args: dy, y, dx, elements. */
export function reluGrad(args: usize, begin: i32, end: i32, scratch: usize): void {
  const dy = pointer(args, 0);
  const y = pointer(args, 1);
  const dx = pointer(args, 2);
  const zero = f32x4.splat(0);
  const last = min(word(args, 3), end * BLOCK);
  let index = begin * BLOCK;
  for (; index + 4 <= last; index += 4) {
    const at = <usize>(index << 2);
    v128.store(dx + at, v128.and(v128.load(dy + at), f32x4.gt(v128.load(y + at), zero)));
  }
  for (; index < last; index++) {
    const at = <usize>(index << 2);
    store<f32>(dx + at, load<f32>(y + at) > 0 ? load<f32>(dy + at) : 0);
  }
}

/** The same bytes. A task is a block. args: from, to, bytes. */
export function copy(args: usize, begin: i32, end: i32, scratch: usize): void {
  const first = begin * BLOCK;
  const last = min(word(args, 2), end * BLOCK);
  memory.copy(pointer(args, 1) + first, pointer(args, 0) + first, last - first);
}

/**
 * [outer, inner] → [outer, repeated, inner]. A task is a row of inner numbers or, where inner is 1, a run of repeated
 * ones. args: x, result, repeated, inner.
 */
export function expand(args: usize, begin: i32, end: i32, scratch: usize): void {
  const x = pointer(args, 0);
  const result = pointer(args, 1);
  const repeated = word(args, 2);
  const inner = word(args, 3);
  const rowBytes = <usize>(inner << 2);
  if (inner > 1) {
    for (let task = begin; task < end; task++) {
      memory.copy(result + <usize>task * rowBytes, x + <usize>(task / repeated) * rowBytes, rowBytes);
    }
    return;
  }
  for (let task = begin; task < end; task++) {
    const value = v128.load32_splat(x + (task << 2));
    let to = result + (<usize>(task * repeated) << 2);
    let left = repeated;
    for (; left >= 4; left -= 4) {
      v128.store(to, value);
      to += 16;
    }
    for (; left > 0; left--) {
      store<f32>(to, f32x4.extract_lane(value, 0));
      to += 4;
    }
  }
}
