// What all kernels share. A kernel is called as kernel(args, begin, end, scratch): its operands stand as 32-bit words
// at `args`, it does the tasks from begin to end, and `scratch` is memory of the calling thread's own.
//
// No kernel may have static data: the memory belongs to another module.

/** Elements a task of an elementwise kernel. */
export const BLOCK: i32 = 4096;

@inline
export function word(args: usize, index: i32): i32 {
  return load<i32>(args + (index << 2));
}

@inline
export function pointer(args: usize, index: i32): usize {
  return <usize>load<u32>(args + (index << 2));
}

@inline
export function real(args: usize, index: i32): f32 {
  return load<f32>(args + (index << 2));
}

/** sum + a·b: fused into one rounding where the machine can. */
@inline
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}

@inline
export function sumOfLanes(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

/** Up to four numbers, zeros after them. */
export function loadPart(at: usize, count: i32): v128 {
  if (count >= 4) return v128.load(at);
  let v = f32x4.splat(0);
  if (count > 0) v = f32x4.replace_lane(v, 0, load<f32>(at));
  if (count > 1) v = f32x4.replace_lane(v, 1, load<f32>(at, 4));
  if (count > 2) v = f32x4.replace_lane(v, 2, load<f32>(at, 8));
  return v;
}

/** The first numbers of four. */
export function storePart(at: usize, v: v128, count: i32): void {
  if (count >= 4) {
    v128.store(at, v);
    return;
  }
  if (count > 0) store<f32>(at, f32x4.extract_lane(v, 0));
  if (count > 1) store<f32>(at, f32x4.extract_lane(v, 1), 4);
  if (count > 2) store<f32>(at, f32x4.extract_lane(v, 2), 8);
}
