import type { Outcome } from '../diagnostics/diagnostic.ts';
import type { Module } from '../parser/ast.ts';
import type { CheckOptions } from './check-options.ts';
import { Checker } from './checker.ts';
import type { TypedModule } from './typed-module.ts';

export type { CheckOptions, DataFacts } from './check-options.ts';

/**
 * Checks a program: names, compile-time values, shapes, heads against labels. Blocks and repeats are unrolled, every
 * shape is computed. Throws on no tree, however broken; what has errors is missing from the value.
 */
export function check(written: Module, options: CheckOptions = {}): Outcome<TypedModule> {
  const { value, diagnostics } = new Checker().check(written, options);
  return { value, diagnostics };
}
