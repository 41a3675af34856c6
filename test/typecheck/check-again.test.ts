import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { ReadDeclaration } from '../../src/parser/read-declaration.ts';
import { parse, parseAgain } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import type { Span } from '../../src/source/span.ts';
import { check } from '../../src/typecheck/check.ts';
import { Checker } from '../../src/typecheck/checker.ts';
import { goldenCases } from '../support/golden.ts';
import { caseOptions } from './case-options.ts';

const programs = goldenCases('typecheck')
  .filter(({ name }) => name !== 'limits')
  .map(({ text }) => text);

/** What hands type into a program, and what they take out. */
const typed = [
  ...['x', ' ', '\n', '1', ')', '(', '->', ' -> relu', '{', '}', '"', ',', 'model'],
  ...['// a', '/// b\n', '/// c', '/* d */', '/*', '\nlet a = conv(3, 3)\n'],
];

const edit = fc.record({
  at: fc.nat(),
  length: fc.constantFrom(0, 0, 0, 1, 1, 7),
  text: fc.constantFrom(...typed),
});

/** A value as text, every place in it where it stands in the present version of its file. */
function written(value: unknown, here: (span: Span) => Span): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'also' || !isSpan(part)) return part instanceof Map ? [...part] : part;
    const { file, start, end } = here(part);
    return `${file.path} ${start} ${end}`;
  });
}

function isSpan(part: unknown): part is Span {
  return typeof part === 'object' && part !== null && 'file' in part && 'start' in part && 'end' in part;
}

const same = (span: Span): Span => span;

const texts = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map((diagnostic) => written(diagnostic, same)).sort();

describe('a program that is edited', () => {
  it('is read and checked as if it had not been seen before', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(edit, { minLength: 4, maxLength: 8 }), (which, edits) => {
        let text = programs[which % programs.length] ?? '';
        const options = caseOptions(text);
        const checker = new Checker(true);
        let read: readonly ReadDeclaration[] = [];
        for (const { at, length, text: typedText } of [{ at: 0, length: 0, text: '' }, ...edits]) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + typedText + text.slice(start + length);
          const file = sourceFile('a.net', text);
          const again = parseAgain(file, read);
          read = again.read;
          const fresh = parse(file);
          const here = (span: Span): Span => again.places.here(span);
          expect(written(again.outcome.value, here)).toBe(written(fresh.value, same));
          expect(texts(again.outcome.diagnostics)).toEqual(texts(fresh.diagnostics));
          const syntax = fresh.diagnostics;
          const checkedAgain = checker.check(again.outcome.value, { ...options, syntax, here });
          const checked = check(fresh.value, { ...options, syntax });
          expect(texts(checkedAgain.diagnostics)).toEqual(texts(checked.diagnostics));
          expect(written(checkedAgain.value, here)).toBe(written(checked.value, same));
        }
      }),
      { numRuns: 20, seed: 7 },
    );
  });

  it('keeps what was not touched', () => {
    const before = 'block A(n: int) = conv(n, 1)\n\nmodel M(x: [8, 8, 3]) {\n  output y = x -> A(2)\n}\n';
    const first = parseAgain(sourceFile('a.net', before));
    const second = parseAgain(sourceFile('a.net', `const k = 1\n${before}`), first.read);
    expect(second.outcome.value.declarations.slice(1)).toStrictEqual(first.outcome.value.declarations);
    for (const [index, declaration] of first.outcome.value.declarations.entries()) {
      expect(second.outcome.value.declarations[index + 1]).toBe(declaration);
    }
    const checker = new Checker();
    const model = (parsed: typeof first) =>
      checker.check(parsed.outcome.value, { here: (span) => parsed.places.here(span) }).models[0];
    const made = model(first);
    expect(model(second)).toBe(made);
    const third = parseAgain(sourceFile('a.net', before.replace('conv(n, 1)', 'conv(n, 2)')), second.read);
    expect(model(third)).not.toBe(made);
  });
});
