// Kernels on their way into and out of Winograd's transformation: G·g·Gᵀ, and Gᵀ·u·G for gradients.

import { pointer, word } from './simd.as';

/** The number at [row, column, in, out] of a kernel [3, 3, in, out], or of it flipped. */
@inline
function weight(kernel: usize, place: i32, row: i32, column: i32, into: i32, out: i32, flipped: i32): f32 {
  if (flipped) return load<f32>(kernel + <usize>((((8 - place) * into + column) * out + row) << 2));
  return load<f32>(kernel + <usize>(((place * into + row) * out + column) << 2));
}

/**
 * G·g·Gᵀ in panels of eight output channels: [16, out/8, in, 8]; flipped, for the kernel turned by 180° with in and out
 * exchanged. A task is a panel. args: kernel, panels, in, out, flipped.
 */
export function winogradPack(args: usize, begin: i32, end: i32, scratch: usize): void {
  const kernel = pointer(args, 0);
  const panels = pointer(args, 1);
  const into = word(args, 2);
  const out = word(args, 3);
  const flipped = word(args, 4);
  const inner = flipped ? out : into;
  const outer = flipped ? into : out;
  const plane = <usize>((outer * inner) << 2);
  for (let block = begin; block < end; block++) {
    for (let row = 0; row < inner; row++) {
      for (let lane = 0; lane < 8; lane++) {
        const column = (block << 3) + lane;
        let to = panels + <usize>(((block * inner + row) * 8 + lane) << 2);
        for (let i = 0; i < 4; i++) {
          const h0 = mix(kernel, i, 0, row, column, into, out, flipped);
          const h1 = mix(kernel, i, 1, row, column, into, out, flipped);
          const h2 = mix(kernel, i, 2, row, column, into, out, flipped);
          store<f32>(to, h0);
          to += plane;
          store<f32>(to, 0.5 * (h0 + h1 + h2));
          to += plane;
          store<f32>(to, 0.5 * (h0 - h1 + h2));
          to += plane;
          store<f32>(to, h2);
          to += plane;
        }
      }
    }
  }
}

/** A row of G times a column of the kernel. */
@inline
function mix(kernel: usize, i: i32, j: i32, row: i32, column: i32, into: i32, out: i32, flipped: i32): f32 {
  if (i == 0) return weight(kernel, j, row, column, into, out, flipped);
  if (i == 3) return weight(kernel, 6 + j, row, column, into, out, flipped);
  const outside =
    weight(kernel, j, row, column, into, out, flipped) + weight(kernel, 6 + j, row, column, into, out, flipped);
  const middle = weight(kernel, 3 + j, row, column, into, out, flipped);
  return 0.5 * (i == 1 ? outside + middle : outside - middle);
}

/**
 * Gᵀ·u·G of the parts' sum: the gradient [3, 3, in, out]. A task is an input channel.
 *
 * args: sums [parts, 16, in, out], gradient, in, out, parts.
 */
export function winogradUnpack(args: usize, begin: i32, end: i32, scratch: usize): void {
  const sums = pointer(args, 0);
  const gradient = pointer(args, 1);
  const into = word(args, 2);
  const out = word(args, 3);
  const parts = word(args, 4);
  const plane = <usize>((into * out) << 2);
  const half = f32x4.splat(0.5);
  for (let row = begin; row < end; row++) {
    for (let column = 0; column < out; column += 4) {
      const place = <usize>((row * out + column) << 2);
      for (let e = 0; e < 16; e++) {
        let sum = f32x4.splat(0);
        for (let part = 0; part < parts; part++) {
          sum = f32x4.add(sum, v128.load(sums + <usize>(part * 16 + e) * plane + place));
        }
        v128.store(scratch + (e << 4), sum);
      }
      // Rows of Gᵀ: 0 + ½(1 + 2), ½(1 − 2), ½(1 + 2) + 3; the columns of the four numbers in between likewise.
      for (let i = 0; i < 3; i++) {
        const t = scratch;
        const h = scratch + 256;
        for (let j: usize = 0; j < 64; j += 16) {
          const u1 = v128.load(t + j, 64);
          const u2 = v128.load(t + j, 128);
          const both = f32x4.mul(half, i == 1 ? f32x4.sub(u1, u2) : f32x4.add(u1, u2));
          const mixed =
            i == 0
              ? f32x4.add(v128.load(t + j), both)
              : i == 2
                ? f32x4.add(both, v128.load(t + j, 192))
                : both;
          v128.store(h + j, mixed);
        }
        const h1 = v128.load(h, 16);
        const h2 = v128.load(h, 32);
        const both = f32x4.mul(half, f32x4.add(h1, h2));
        let at = gradient + <usize>(i * 3) * plane + place;
        v128.store(at, f32x4.add(v128.load(h), both));
        at += plane;
        v128.store(at, f32x4.mul(half, f32x4.sub(h1, h2)));
        at += plane;
        v128.store(at, f32x4.add(both, v128.load(h, 48)));
      }
    }
  }
}
