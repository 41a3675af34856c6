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
