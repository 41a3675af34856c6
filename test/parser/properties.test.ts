import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFixes } from '../../src/diagnostics/apply-fixes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { renderTerminal } from '../../src/diagnostics/render-terminal.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { goldenCases } from '../support/golden.ts';
import { misplacedNodes } from '../support/spans.ts';

const programs = goldenCases('parser').map(({ text }) => text);

/** Pieces that programs are made of, and pieces that break them. */
const pieces = [
  ...['import', 'const', 'param', 'let', 'data', 'augment', 'model', 'block', 'train', 'ensemble', 'phase'],
  ...[
    'input',
    'output',
    'on',
    'from',
    'as',
    'except',
    'repeat',
    'in',
    'if',
    'then',
    'else',
    'and',
    'or',
    'not',
  ],
  ...[
    'x',
    'conv',
    'conv(3, 3)',
    'relu',
    'name: 3',
    'name = 3',
    '_',
    '*',
    'true',
    'none',
    '1..3',
    'a.b.*',
    'c{i}',
  ],
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '->',
    '=',
    ':',
    ',',
    '.',
    '..',
    '+',
    '-',
    '/',
    '==',
    '<=',
    '\n',
    '\n  ',
    ' ',
  ],
  ...[
    '3',
    '20%',
    '40deg',
    '150x150',
    '"text"',
    '"open',
    "'one'",
    '10px',
    '.5',
    '...',
    ';',
    '**',
    '#c\n',
    '/*',
    '//',
  ],
  ...['/// doc\n', '€', 'größe', '\t', '\r\n', '\\', '\uD800', '🐱', '\u00A0', '\uFEFF'],
];

/** Places where a soup may begin: at the top, in a header, in each kind of body, in an expression. */
const openings = [
  '',
  'model M(',
  'model M(x: [1]) {\n',
  'block B(',
  'data d = images("x") {\n',
  'train t = M on d {\n',
];

const soup = fc
  .tuple(fc.constantFrom(...openings), fc.array(fc.constantFrom(...pieces), { maxLength: 60 }))
  .map(([opening, parts]) => opening + parts.join(' '));

/** A program with a few random cuts, copies and insertions. */
const edited = fc
  .tuple(
    fc.constantFrom(...programs),
    fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), fc.constantFrom('', ...pieces)),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([program, edits]) =>
    edits.reduce((text, [where, length, piece]) => {
      const start = Math.floor(where * text.length);
      return text.slice(0, start) + piece + text.slice(start + length);
    }, program),
  );

function everySpan(diagnostics: readonly Diagnostic[]) {
  return diagnostics.flatMap(({ labels, fixes }) => [
    ...labels.map(({ span }) => span),
    ...fixes.flatMap(({ edits }) => edits.map(({ span }) => span)),
  ]);
}

/** Fails with all that is wrong; assertions one by one would take longer than the parsing. */
function check(text: string): void {
  const { value, diagnostics } = parse(sourceFile('any.net', text));
  const wrong = [...misplacedNodes(value)];
  for (const { start, end } of everySpan(diagnostics)) {
    if (!(start >= 0 && start <= end && end <= text.length)) wrong.push(`a label at ${start}..${end}`);
  }
  for (const { code, labels } of diagnostics) if (labels.length === 0) wrong.push(`${code} has no place`);
  if (wrong.length > 0) expect.fail(wrong.join('\n'));
}

describe('whatever is written', () => {
  // 20,000 in all; in parts, so that a slow machine has time for each.
  test.each([1, 2, 3, 4])(
    'a program with random edits is read, with every place inside its parent (%i)',
    () => {
      fc.assert(fc.property(edited, check), { numRuns: 4_000 });
    },
  );

  test('so is a random soup of its pieces', () => {
    fc.assert(fc.property(soup, check), { numRuns: 4_000 });
  });

  test('so is any text, and its diagnostics can be shown', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), soup), (text) => {
        check(text);
        renderTerminal(parse(sourceFile('any.net', text)).diagnostics, { color: true, width: 60 });
      }),
      { numRuns: 1_000 },
    );
  });

  test('no diagnostic stands for a text that is only cut off behind its last declaration', () => {
    for (const { text } of goldenCases('parser').filter(({ name }) => !/^(?:broken|foreign)_/.test(name))) {
      expect(parse(sourceFile('any.net', `${text}\n\n// the end`)).diagnostics).toEqual([]);
    }
  });
});

describe('fixes', () => {
  test('applied over and over lead to an end', () => {
    for (const { text } of goldenCases('parser')) {
      let now = text;
      for (let round = 0; round < 20; round++) {
        const file = sourceFile('any.net', now);
        const fixes = parse(file).diagnostics.flatMap((diagnostic) => diagnostic.fixes.slice(0, 1));
        if (fixes.length === 0) break;
        expect(round, 'fixes that undo each other').toBeLessThan(19);
        now = applyFixes(file, fixes).text;
      }
    }
  });

  test('mend a program with one slip of each kind', () => {
    const slips = `modle Small(photo = [150, 150, 3]) {
  features: photo conv(32, (3, 3), padding = same) => relu
  output kind = features -> dropout(.5) -> dense(1, sigmoid
}

train small = Small pets {
  batch = 20
  shuffle: True;
  metrics: accuracy(kind) loss(kind)
  epochs 30
}
`;
    const mended = `model Small(photo: [150, 150, 3]) {
  features = photo -> conv(32, [3, 3], padding: same) -> relu
  output kind = features -> dropout(0.5) -> dense(1, sigmoid)
}

train small = Small on pets {
  batch: 20
  shuffle: true
  metrics: accuracy(kind), loss(kind)
  epochs: 30
}
`;
    let text = slips;
    for (let round = 0; round < 5; round++) {
      const file = sourceFile('any.net', text);
      text = applyFixes(
        file,
        parse(file).diagnostics.flatMap(({ fixes }) => fixes),
      ).text;
    }
    expect(text).toBe(mended);
  });
});
