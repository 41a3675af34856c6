import type { Outcome } from '../../diagnostics/diagnostic.ts';
import type { Module } from '../../parser/ast.ts';
import { parse } from '../../parser/parse.ts';
import { sourceFile } from '../../source/source-file.ts';
import { standardSources } from './generated/sources.ts';

/** Parsed once: the texts never change while the compiler runs. */
const parsed = new Map<string, Outcome<Module>>();

/** What can be imported without a file: `std/vgg`, … */
export const standardNames: readonly string[] = [...standardSources.keys()];

/** A file of the standard library; undefined where there is none of this name. */
export function standardModule(name: string): Outcome<Module> | undefined {
  const text = standardSources.get(name);
  if (text === undefined) return undefined;
  const before = parsed.get(name);
  if (before !== undefined) return before;
  const outcome = parse(sourceFile(name, text));
  parsed.set(name, outcome);
  return outcome;
}
