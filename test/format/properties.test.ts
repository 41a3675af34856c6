import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatSource } from '../../src/format/format-source.ts';
import { standardLayout } from '../../src/format/documents.ts';
import { lex } from '../../src/parser/lex.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { goldenCases } from '../support/golden.ts';
import { plainProgram } from '../support/same-program.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const stages = ['format', 'parser', 'typecheck', 'types', 'ir'];

/** Every program of the project that parses. */
const programs = [
  ...['stdlib', 'examples'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.net'))
      .map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8') })),
  ),
  ...stages.flatMap((stage) =>
    goldenCases(stage).map(({ name, text }) => ({ name: `${stage}/${name}`, text })),
  ),
].filter(({ text }) => plainProgram(text) !== undefined);

/** Fails with the texts where formatting changes more than blanks and lines, or formats differently the next time. */
function check(text: string, printWidth = standardLayout.printWidth): void {
  const before = plainProgram(text);
  if (before === undefined) return;
  const layout = { ...standardLayout, printWidth };
  const once = formatSource(sourceFile('any.net', text), layout).value;
  expect(plainProgram(once), `from\n${text}\nbecame\n${once}`).toEqual(before);
  const twice = formatSource(sourceFile('any.net', once), layout).value;
  expect(twice, `from\n${text}`).toBe(once);
}

/** What may stand between two words. */
const between = fc.constantFrom(
  ...[' ', '  ', '\n', '\n\n', '\n\n\n  ', '\n      ', '\r\n', '\t'],
  ...[' // why\n', '\n// above\n', '\n\n  // a\n\n  // b\n', ' /// doc\n', '\n  /// doc\n', '//\n'],
);

const pieces = fc.constantFrom(
  ...['(', ')', '[x]', ' -> f', ', ', ' + 1', ' as name', 'x', '{}', ' except y', ' if a then b else c'],
  ...['\n', ' ', '// c\n', '/// d\n', '\n  -> ', '.*', '"€"', 'phase p { }', 'let f = g\n', '    '],
);

const place = fc.double({ min: 0, max: 0.999, noNaN: true });

const program = fc.constantFrom(...programs.map(({ text }) => text).filter((text) => text.length < 3_000));

/** A program with other blanks and more comments. */
const respaced = fc
  .tuple(program, fc.array(fc.tuple(place, between), { minLength: 1, maxLength: 8 }))
  .map(([text, gaps]) => {
    const { words } = lex(sourceFile('any.net', text));
    const cuts = gaps
      .map(([where, gap]) => ({ at: words[Math.floor(where * words.length)]?.start ?? 0, gap }))
      .sort((left, right) => right.at - left.at);
    return cuts.reduce((now, { at, gap }) => now.slice(0, at) + gap + now.slice(at), text);
  });

/** A program with random cuts and insertions; many of them still parse. */
const edited = fc
  .tuple(
    program,
    fc.array(fc.tuple(place, fc.nat(6), fc.oneof(pieces, fc.constant(''))), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [where, length, piece]) => {
      const start = Math.floor(where * now.length);
      return now.slice(0, start) + piece + now.slice(start + length);
    }, text),
  );

/** Expressions with parentheses where they matter and where they do not. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(
      'x',
      '64',
      '2e-5',
      '20%',
      '150x150',
      '"a text"',
      'none',
      'conv(64, 3, padding: same)',
      'x.channels',
    ),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '==', 'and', 'or'), tie('expression'))
      .map((parts) => parts.join(' ')),
    fc.tuple(tie('expression'), tie('expression')).map(([left, right]) => `${left} -> ${right}`),
    fc.tuple(tie('expression'), tie('expression')).map(([left, right]) => `${left}\n  -> ${right}`),
    tie('expression').map((inner) => `(${inner})`),
    tie('expression').map((inner) => `-${inner}`),
    tie('expression').map((inner) => `not ${inner}`),
    fc.array(tie('expression'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[\n${items.join(',\n')}\n]`),
    fc.array(tie('expression'), { maxLength: 3 }).map((items) => `Block(${items.join(', ')})`),
    tie('expression').map((inner) => `(${inner}) as name{i}`),
    tie('expression').map((inner) => `repeat i in 1..3 { ${inner} }`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `one_of[${a}, ${b}]`),
    tie('expression').map((inner) => `{ base: ${inner}, base.block5: 1 }`),
  ),
}));

const generated = fc
  .tuple(
    fc.constantFrom(
      'const a = ',
      'block B(x) =\n',
      'block B: [h] -> [h] = ',
      'model M(x: [1]) { output y = ',
      'train t = M on d { minimize: ',
    ),
    expression,
  )
  .map(([head, value]) => `${head}${value}${head.includes('{') ? ' }' : ''}`);

describe('a formatted program is the same program, and stays as it is when formatted again', () => {
  test.each(programs)('$name', ({ text }) => {
    for (const width of [110, 80, 40]) check(text, width);
  });

  test('with other blanks and more comments', () => {
    fc.assert(fc.property(respaced, checkUsual), { numRuns: 300 });
  });

  test('with random edits', () => {
    fc.assert(fc.property(edited, checkUsual), { numRuns: 500 });
  });

  test('with generated expressions, at any width', () => {
    fc.assert(fc.property(generated, fc.integer({ min: 20, max: 110 }), check), {
      numRuns: 300,
      // An `if` whose `else` is named ends there, and a sum goes on from it.
      examples: [['const a = if x then x else (x) as name{i} + x + x', 20]],
    });
  });
});

function checkUsual(text: string): void {
  check(text);
}
