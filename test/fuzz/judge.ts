import { expect } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check, type CheckOptions } from '../../src/typecheck/check.ts';
import type { TypedModule } from '../../src/typecheck/typed-module.ts';

/** A program as the compiler sees it. */
export interface Verdict {
  readonly typed: TypedModule;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whatever is written is judged within this many milliseconds: the checker neither hangs nor unfolds without an end. */
const bound = 5000;

/** Parses and checks a text: fails where that throws, takes too long, or speaks of places that are not there. */
export function judge(text: string, options: CheckOptions = {}): Verdict {
  const began = performance.now();
  const parsed = parse(sourceFile('random.net', text));
  const { value, diagnostics } = check(parsed.value, { ...options, syntax: parsed.diagnostics });
  expect(performance.now() - began).toBeLessThan(bound);
  const all = [...parsed.diagnostics, ...diagnostics];
  for (const { labels, fixes } of all) {
    for (const { span } of [...labels, ...fixes.flatMap(({ edits }) => edits)]) {
      const { start, end, file } = span;
      // `expect` on each of a million spans would be most of the time.
      if (start < 0 || end < start || end > file.text.length) expect.fail(`a label at ${start}..${end}`);
    }
  }
  return { typed: value, diagnostics: all };
}
