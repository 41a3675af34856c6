import { describe, expect, test } from 'vitest';
import { walk } from '../../src/parser/children.ts';
import { depthLimit } from '../../src/parser/layout/layout.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';

/** More than any stack holds. */
const many = 5_000;

function read(text: string) {
  const outcome = parse(sourceFile('deep.net', text));
  return { ...outcome, codes: [...new Set(outcome.diagnostics.map(({ code }) => code))] };
}

describe('nesting beyond all measure', () => {
  test.each([
    ['parentheses', `const a = ${'('.repeat(many)}1${')'.repeat(many)}`],
    ['parentheses left open', `const a = ${'('.repeat(many)}`],
    ['brackets', `const a = ${'['.repeat(many)}`],
    ['calls', `const a = ${'f(1 + '.repeat(many)}`],
    ['called calls', `const a = f${'(1)'.repeat(many)}`],
    ['members', `const a = x${'.y'.repeat(many)}`],
    ['sums', `const a = ${'1 + '.repeat(many)}1`],
    ['negations', `const a = ${'not '.repeat(many)}x`],
    ['signs', `const a = ${'-'.repeat(many)}1`],
    ['conditions', `const a = ${'if x then '.repeat(many)}`],
    ['alternatives', `const a = ${'if x then 1 else '.repeat(many)}2`],
    ['repetitions', `let a = ${'repeat 2 { '.repeat(many)}`],
    ['holes', `let a = ${'x as y{'.repeat(many)}`],
  ])('%s: one diagnostic', (_, text) => {
    expect(read(text).codes).toEqual(['NET1104']);
  });

  test.each([
    ['a long chain', `let a = x${' -> f(1)'.repeat(many)}`],
    ['a long list', `const a = [${'1 + 2, '.repeat(many)}]`],
    ['many declarations', 'const a = 1\n'.repeat(many)],
  ])('%s is not deep', (_, text) => {
    expect(read(text).codes).toEqual([]);
  });

  test.each([
    ['closers', '}'.repeat(many)],
    ['openers', '{'.repeat(many)],
    ['phases', `train a = b on c { ${'phase x { '.repeat(many)}`],
    ['stray parentheses in a body', `model X(a: [1]) { x = ${')'.repeat(many)}`],
    ['quotes', '"'.repeat(many)],
    ['comments never closed', '/*'.repeat(many)],
  ])('%s come to an end', (_, text) => {
    expect(read(text).codes.length).toBeGreaterThan(0);
  });

  test('what is just not too deep is read whole', () => {
    const depth = depthLimit - 1;
    const { codes, value } = read(`const a = ${'[('.repeat(depth / 2)}1${')]'.repeat(depth / 2)}`);
    expect(codes).toEqual([]);
    expect([...walk(value)].at(-1)).toMatchObject({ kind: 'number', value: 1 });
  });

  test('what follows an item that is too deep is read', () => {
    const deep = `model M(x: [1]) {\n  a = ${'f('.repeat(200)}1${')'.repeat(200)}\n  b = x -> -> relu\n  output c = x\n}`;
    const { diagnostics, value } = read(`${deep}\nconst after = 1`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['NET1104', 'NET1301']);
    expect(value.declarations.map(({ kind }) => kind)).toEqual(['model', 'const']);
  });
});
