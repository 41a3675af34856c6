import { BLOCK, loadPart, pointer, real, storePart, word } from './simd.as';

// All change variables in place; a task is a block of elements.

/**
 * m ← μm − lr·g; w ← w + m, or w + μm − lr·g.
 *
 * args: w, m or 0, g, elements, learning rate, μ, nesterov.
 */
export function applySgd(args: usize, begin: i32, end: i32, scratch: usize): void {
  const weights = pointer(args, 0);
  const velocity = pointer(args, 1);
  const gradient = pointer(args, 2);
  const rate = f32x4.splat(real(args, 4));
  const momentum = f32x4.splat(real(args, 5));
  const nesterov = word(args, 6);
  const last = min(word(args, 3), end * BLOCK);
  for (let index = begin * BLOCK; index < last; index += 4) {
    const at = <usize>(index << 2);
    const count = last - index;
    const step = f32x4.mul(rate, loadPart(gradient + at, count));
    let change = f32x4.neg(step);
    if (velocity != 0) {
      change = f32x4.sub(f32x4.mul(momentum, loadPart(velocity + at, count)), step);
      storePart(velocity + at, change, count);
      if (nesterov) change = f32x4.sub(f32x4.mul(momentum, change), step);
    }
    storePart(weights + at, f32x4.add(loadPart(weights + at, count), change), count);
  }
}

/**
 * v ← ρv + (1−ρ)g²; d ← μd + lr·g/√(v+ε); w ← w − d.
 *
 * args: w, d or 0, g, elements, learning rate, μ, v, ρ, 1−ρ, ε.
 */
export function applyRmsprop(args: usize, begin: i32, end: i32, scratch: usize): void {
  const weights = pointer(args, 0);
  const velocity = pointer(args, 1);
  const gradient = pointer(args, 2);
  const rate = f32x4.splat(real(args, 4));
  const momentum = f32x4.splat(real(args, 5));
  const meanSquare = pointer(args, 6);
  const rho = f32x4.splat(real(args, 7));
  const rest = f32x4.splat(real(args, 8));
  const epsilon = f32x4.splat(real(args, 9));
  const last = min(word(args, 3), end * BLOCK);
  for (let index = begin * BLOCK; index < last; index += 4) {
    const at = <usize>(index << 2);
    const count = last - index;
    const g = loadPart(gradient + at, count);
    const square = f32x4.add(
      f32x4.mul(rho, loadPart(meanSquare + at, count)),
      f32x4.mul(rest, f32x4.mul(g, g)),
    );
    storePart(meanSquare + at, square, count);
    let change = f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(f32x4.add(square, epsilon)));
    if (velocity != 0) {
      change = f32x4.add(f32x4.mul(momentum, loadPart(velocity + at, count)), change);
      storePart(velocity + at, change, count);
    }
    storePart(weights + at, f32x4.sub(loadPart(weights + at, count), change), count);
  }
}

/**
 * m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − α·m/(√v + ε).
 *
 * args: w, m, g, elements, α, β₁, v, β₂, 1−β₁, 1−β₂, ε.
 */
export function applyAdam(args: usize, begin: i32, end: i32, scratch: usize): void {
  const weights = pointer(args, 0);
  const means = pointer(args, 1);
  const gradient = pointer(args, 2);
  const rate = f32x4.splat(real(args, 4));
  const beta1 = f32x4.splat(real(args, 5));
  const meanSquare = pointer(args, 6);
  const beta2 = f32x4.splat(real(args, 7));
  const rest1 = f32x4.splat(real(args, 8));
  const rest2 = f32x4.splat(real(args, 9));
  const epsilon = f32x4.splat(real(args, 10));
  const last = min(word(args, 3), end * BLOCK);
  for (let index = begin * BLOCK; index < last; index += 4) {
    const at = <usize>(index << 2);
    const count = last - index;
    const g = loadPart(gradient + at, count);
    const mean = f32x4.add(f32x4.mul(beta1, loadPart(means + at, count)), f32x4.mul(rest1, g));
    const square = f32x4.add(
      f32x4.mul(beta2, loadPart(meanSquare + at, count)),
      f32x4.mul(rest2, f32x4.mul(g, g)),
    );
    storePart(means + at, mean, count);
    storePart(meanSquare + at, square, count);
    const change = f32x4.div(f32x4.mul(rate, mean), f32x4.add(f32x4.sqrt(square), epsilon));
    storePart(weights + at, f32x4.sub(loadPart(weights + at, count), change), count);
  }
}

/** w ← w·share. args: w, elements, share. */
export function decayWeight(args: usize, begin: i32, end: i32, scratch: usize): void {
  const weights = pointer(args, 0);
  const share = f32x4.splat(real(args, 2));
  const last = min(word(args, 1), end * BLOCK);
  for (let index = begin * BLOCK; index < last; index += 4) {
    const at = <usize>(index << 2);
    const count = last - index;
    storePart(weights + at, f32x4.mul(loadPart(weights + at, count), share), count);
  }
}

/** a ← μa + (1−μ)w. args: w, a, elements, μ, 1−μ. */
export function averageWeight(args: usize, begin: i32, end: i32, scratch: usize): void {
  const weights = pointer(args, 0);
  const averages = pointer(args, 1);
  const momentum = f32x4.splat(real(args, 3));
  const rest = f32x4.splat(real(args, 4));
  const last = min(word(args, 2), end * BLOCK);
  for (let index = begin * BLOCK; index < last; index += 4) {
    const at = <usize>(index << 2);
    const count = last - index;
    const average = f32x4.add(
      f32x4.mul(momentum, loadPart(averages + at, count)),
      f32x4.mul(rest, loadPart(weights + at, count)),
    );
    storePart(averages + at, average, count);
  }
}

/** s ← s + g²; w ← w − lr·g/√(s+ε). args: w, s, g, elements, learning rate, ε. */
export function applyAdagrad(args: usize, begin: i32, end: i32, scratch: usize): void {
  const weights = pointer(args, 0);
  const sums = pointer(args, 1);
  const gradient = pointer(args, 2);
  const rate = f32x4.splat(real(args, 4));
  const epsilon = f32x4.splat(real(args, 5));
  const last = min(word(args, 3), end * BLOCK);
  for (let index = begin * BLOCK; index < last; index += 4) {
    const at = <usize>(index << 2);
    const count = last - index;
    const g = loadPart(gradient + at, count);
    const sum = f32x4.add(loadPart(sums + at, count), f32x4.mul(g, g));
    storePart(sums + at, sum, count);
    const change = f32x4.div(f32x4.mul(rate, g), f32x4.sqrt(f32x4.add(sum, epsilon)));
    storePart(weights + at, f32x4.sub(loadPart(weights + at, count), change), count);
  }
}

/**
 * v ← ρv + (1−ρ)g²; d ← g·√(u+ε)/√(v+ε); u ← ρu + (1−ρ)d²; w ← w − lr·d.
 *
 * args: w, v, g, elements, learning rate, u, ρ, 1−ρ, ε.
 */
export function applyAdadelta(args: usize, begin: i32, end: i32, scratch: usize): void {
  const weights = pointer(args, 0);
  const squares = pointer(args, 1);
  const gradient = pointer(args, 2);
  const rate = f32x4.splat(real(args, 4));
  const steps = pointer(args, 5);
  const rho = f32x4.splat(real(args, 6));
  const rest = f32x4.splat(real(args, 7));
  const epsilon = f32x4.splat(real(args, 8));
  const last = min(word(args, 3), end * BLOCK);
  for (let index = begin * BLOCK; index < last; index += 4) {
    const at = <usize>(index << 2);
    const count = last - index;
    const g = loadPart(gradient + at, count);
    const before = loadPart(steps + at, count);
    const square = f32x4.add(
      f32x4.mul(rho, loadPart(squares + at, count)),
      f32x4.mul(rest, f32x4.mul(g, g)),
    );
    storePart(squares + at, square, count);
    const root = f32x4.sqrt(f32x4.add(square, epsilon));
    const step = f32x4.div(f32x4.mul(g, f32x4.sqrt(f32x4.add(before, epsilon))), root);
    storePart(
      steps + at,
      f32x4.add(f32x4.mul(rho, before), f32x4.mul(rest, f32x4.mul(step, step))),
      count,
    );
    storePart(weights + at, f32x4.sub(loadPart(weights + at, count), f32x4.mul(rate, step)), count);
  }
}

/**
 * w ← w − lr·sign(β₁m + (1−β₁)g); m ← β₂m + (1−β₂)g.
 *
 * args: w, m, g, elements, learning rate, β₁, 1−β₁, β₂, 1−β₂.
 */
export function applyLion(args: usize, begin: i32, end: i32, scratch: usize): void {
  const weights = pointer(args, 0);
  const means = pointer(args, 1);
  const gradient = pointer(args, 2);
  const rate = f32x4.splat(real(args, 4));
  const back = f32x4.neg(rate);
  const beta1 = f32x4.splat(real(args, 5));
  const rest1 = f32x4.splat(real(args, 6));
  const beta2 = f32x4.splat(real(args, 7));
  const rest2 = f32x4.splat(real(args, 8));
  const zero = f32x4.splat(0);
  const last = min(word(args, 3), end * BLOCK);
  for (let index = begin * BLOCK; index < last; index += 4) {
    const at = <usize>(index << 2);
    const count = last - index;
    const g = loadPart(gradient + at, count);
    const mean = loadPart(means + at, count);
    const direction = f32x4.add(f32x4.mul(beta1, mean), f32x4.mul(rest1, g));
    const change = v128.or(
      v128.and(f32x4.gt(direction, zero), back),
      v128.and(f32x4.lt(direction, zero), rate),
    );
    storePart(means + at, f32x4.add(f32x4.mul(beta2, mean), f32x4.mul(rest2, g)), count);
    storePart(weights + at, f32x4.add(loadPart(weights + at, count), change), count);
  }
}
