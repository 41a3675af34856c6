import type { BinaryKind, UnaryKind } from './op-graph.ts';

/** Ops of one number that are exact, or exact up to one rounding: what may be computed before a graph runs. */
export const unaryFunctions: { readonly [K in UnaryKind]?: (x: number) => number } = {
  neg: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  reciprocal: (x) => 1 / x,
  square: (x) => x * x,
  abs: Math.abs,
  sign: Math.sign,
  relu: (x) => Math.max(x, 0),
};

/** Ops of two numbers. */
export const binaryFunctions: { readonly [K in BinaryKind]: (a: number, b: number) => number } = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => a ** b,
  maximum: Math.max,
  minimum: Math.min,
};
