import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Binary } from '../../src/parser/ast.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { standardSources } from '../../src/typecheck/standard-library/generated/sources.ts';
import { goldenCases } from '../support/golden.ts';
import { caseOptions } from './case-options.ts';

/** The programs that are spoiled; the one that unfolds into too much has its own test. */
const programs = [
  ...goldenCases('typecheck')
    .filter(({ name }) => name !== 'limits')
    .map(({ text }) => text),
  ...standardSources.values(),
  ...['breadth', 'towers'].map((name) =>
    readFileSync(new URL(`../conformance/programs/${name}.net`, import.meta.url), 'utf8'),
  ),
];

const tokenPattern = /[A-Za-z_]\w*|\d[\w.%]*|"[^"\n]*"|->|\.\.|[^\s\w]/g;

interface Edit {
  readonly kind: 'delete' | 'replace' | 'double' | 'swap' | 'cut';
  readonly at: number;
  readonly from: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('delete', 'replace', 'double', 'swap', 'cut'),
  at: fc.nat(),
  from: fc.nat(),
});

/** Spoils a program as hands do: a word left out, taken for another, written twice, or the end missing. */
function apply(text: string, { kind, at, from }: Edit): string {
  const tokens = [...text.matchAll(tokenPattern)];
  const token = tokens[at % tokens.length];
  const other = tokens[from % tokens.length];
  if (token === undefined || other === undefined) return text;
  const before = text.slice(0, token.index);
  const after = text.slice(token.index + token[0].length);
  switch (kind) {
    case 'delete':
      return before + after;
    case 'replace':
      return before + other[0] + after;
    case 'double':
      return `${before}${token[0]} ${token[0]}${after}`;
    case 'swap':
      return `${before}${other[0]} ${token[0]}${after}`;
    case 'cut':
      return before;
  }
}

function checkText(text: string): readonly Diagnostic[] {
  const parsed = parse(sourceFile('spoiled.net', text));
  return [...parsed.diagnostics, ...check(parsed.value, caseOptions(text)).diagnostics];
}

describe('spoiled programs', () => {
  it('are checked without a throw, and every label lies in its file', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...programs),
        fc.array(edit, { minLength: 1, maxLength: 5 }),
        (program, edits) => {
          const text = edits.reduce(apply, program);
          for (const diagnostic of checkText(text)) {
            const edited = diagnostic.fixes.flatMap(({ edits: changes }) => changes);
            for (const { span } of [...diagnostic.labels, ...edited]) {
              expect(span.start).toBeGreaterThanOrEqual(0);
              expect(span.end).toBeGreaterThanOrEqual(span.start);
              expect(span.end).toBeLessThanOrEqual(span.file.text.length);
            }
          }
        },
      ),
      { seed: 3, numRuns: 400, interruptAfterTimeLimit: 60_000 },
    );
  });

  it('says so of a tree too deep to walk', () => {
    const { value: module } = parse(sourceFile('deep.net', 'const x = 1 + 1'));
    const [declaration] = module.declarations;
    if (declaration?.kind !== 'const' || declaration.value.kind !== 'binary') throw new Error('no sum');
    const sum = declaration.value;
    let value: Binary = sum;
    for (let depth = 0; depth < 20_000; depth++) value = { ...sum, left: value };
    const { diagnostics } = check({ ...module, declarations: [{ ...declaration, value }] });
    expect(diagnostics.map(({ code }) => code)).toEqual(['NET2205']);
  });

  it('says something of deep and long ones, too', () => {
    const model = (expression: string): string =>
      `const x = ${expression}\nmodel M(a: [8, 8, 3]) { output b = a -> conv(${expression}, 1) -> flatten }`;
    const long = model(Array.from({ length: 3000 }, () => '1').join(' + '));
    // The parser has a limit of its own on sums; what passes it must not be too much for the checker.
    expect(checkText(long).map(({ severity }) => severity)).toContain('error');
    const chain = Array.from({ length: 2000 }, () => 'relu').join(' -> ');
    expect(checkText(`model M(a: [8, 8, 3]) { output b = a -> ${chain} }`)).toEqual([]);
    const consts = Array.from({ length: 2000 }, (_, index) => `const c${index} = c${index + 1}`).join('\n');
    expect(checkText(`${consts}\nconst c2000 = 1`).map(({ code }) => code)).toContain('NET2205');
  });
});
