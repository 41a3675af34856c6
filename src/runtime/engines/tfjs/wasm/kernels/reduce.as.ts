import { pointer, sumOfLanes, word } from './simd.as';

/** Rows summed up in registers before they join the total: sums of sums round less. */
const STRETCH: i32 = 256;
/** Columns a task: a cache line. */
const COLUMNS: i32 = 16;

@inline
function join(largest: bool, a: v128, b: v128): v128 {
  return largest ? f32x4.max(a, b) : f32x4.add(a, b);
}

/**
 * [outer, reduced, inner] → [outer, inner]. A task is sixteen columns of inner at one place of outer.
 *
 * args: x, result, reduced, inner, operation (sum, mean, max).
 */
export function reduce(args: usize, begin: i32, end: i32, scratch: usize): void {
  if (word(args, 4) == 2) reduceTasks(args, begin, end, true);
  else reduceTasks(args, begin, end, false);
}

@inline
function reduceTasks(args: usize, begin: i32, end: i32, largest: bool): void {
  const x = pointer(args, 0);
  const result = pointer(args, 1);
  const reduced = word(args, 2);
  const inner = word(args, 3);
  const scale: f32 = word(args, 4) == 1 ? <f32>1 / <f32>reduced : 1;
  const start = f32x4.splat(largest ? -Infinity : 0);
  const tasks = (inner + COLUMNS - 1) / COLUMNS;
  const rowBytes = <usize>(inner << 2);
  for (let task = begin; task < end; task++) {
    const outer = task / tasks;
    const first = (task % tasks) * COLUMNS;
    const last = min(inner, first + COLUMNS);
    const from = x + <usize>(outer * reduced) * rowBytes;
    const to = result + <usize>outer * rowBytes;
    if (inner == 1) {
      store<f32>(to, scale * reduceRun(from, reduced, largest));
      continue;
    }
    let column = first;
    if (last - first == COLUMNS) {
      let t0 = start;
      let t1 = start;
      let t2 = start;
      let t3 = start;
      let at = from + (column << 2);
      for (let row = 0; row < reduced; ) {
        const stop = min(reduced, row + STRETCH);
        let s0 = start;
        let s1 = start;
        let s2 = start;
        let s3 = start;
        for (; row < stop; row++) {
          s0 = join(largest, s0, v128.load(at));
          s1 = join(largest, s1, v128.load(at, 16));
          s2 = join(largest, s2, v128.load(at, 32));
          s3 = join(largest, s3, v128.load(at, 48));
          at += rowBytes;
        }
        t0 = join(largest, t0, s0);
        t1 = join(largest, t1, s1);
        t2 = join(largest, t2, s2);
        t3 = join(largest, t3, s3);
      }
      const factor = f32x4.splat(scale);
      const place = to + (column << 2);
      v128.store(place, f32x4.mul(factor, t0));
      v128.store(place, f32x4.mul(factor, t1), 16);
      v128.store(place, f32x4.mul(factor, t2), 32);
      v128.store(place, f32x4.mul(factor, t3), 48);
      continue;
    }
    for (; column < last; column++) {
      let total: f32 = largest ? -Infinity : 0;
      let at = from + (column << 2);
      for (let row = 0; row < reduced; ) {
        const stop = min(reduced, row + STRETCH);
        let sum: f32 = largest ? -Infinity : 0;
        for (; row < stop; row++) {
          sum = largest ? max(sum, load<f32>(at)) : sum + load<f32>(at);
          at += rowBytes;
        }
        total = largest ? max(total, sum) : total + sum;
      }
      store<f32>(to + (column << 2), total * scale);
    }
  }
}

/** A run of neighbouring numbers to one. */
@inline
function reduceRun(from: usize, count: i32, largest: bool): f32 {
  let total: f32 = largest ? -Infinity : 0;
  let index = 0;
  while (index < count) {
    const stop = min(count, index + 4 * STRETCH);
    let part = f32x4.splat(largest ? -Infinity : 0);
    for (; index + 4 <= stop; index += 4) part = join(largest, part, v128.load(from + <usize>(index << 2)));
    let sum: f32 = largest
      ? max(
          max(f32x4.extract_lane(part, 0), f32x4.extract_lane(part, 1)),
          max(f32x4.extract_lane(part, 2), f32x4.extract_lane(part, 3)),
        )
      : sumOfLanes(part);
    for (; index < stop; index++) {
      const value = load<f32>(from + <usize>(index << 2));
      sum = largest ? max(sum, value) : sum + value;
    }
    total = largest ? max(total, sum) : total + sum;
  }
  return total;
}
