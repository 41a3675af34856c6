import type { Module } from '../../src/parser/ast.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';

/** A program without its places: what must be the same before and behind the formatter. */
export interface PlainProgram {
  readonly tree: string;
  readonly comments: readonly string[];
}

/** Reads a program; undefined where it has errors. */
export function plainProgram(text: string): PlainProgram | undefined {
  const { value, diagnostics } = parse(sourceFile('any.net', text));
  if (diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  return { tree: treeText(value), comments: value.comments.map(({ text: words, doc }) => `${doc} ${words}`) };
}

function treeText({ declarations }: Module): string {
  const isSpan = (value: unknown): boolean => typeof value === 'object' && value !== null && 'file' in value;
  return JSON.stringify(declarations, (_, value: unknown) => (isSpan(value) ? undefined : value), 1);
}
