import { describe, expect, test } from 'vitest';
import { plainPalette } from '../../src/diagnostics/palette.ts';
import { renderTerminal } from '../../src/diagnostics/render-terminal.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { span } from '../../src/source/span.ts';
import { diagnostic, labelOn } from '../support/diagnostic.ts';

const residual = sourceFile(
  'residual.net',
  `block Residual(channels: int) {
  input x
  main = x -> conv(channels, 3)
  shortcut = x -> conv(64, 1)
  output main + shortcut -> relu
}
`,
);

describe('a terminal message', () => {
  test('shows several labels on one line, a chain, what was expected and given, a hint', () => {
    const shown = renderTerminal([
      diagnostic({
        title: 'The branches of `+` differ in channels',
        labels: [
          labelOn(residual, '+', 'cannot be added'),
          labelOn(residual, 'main', '[h, w, 128]', 1),
          labelOn(residual, 'shortcut', '[h, w, 64]', 1),
        ],
        expected: 'equal shapes',
        given: '[h, w, 128] and [h, w, 64]',
        chain: [
          { path: 'main.conv1', layer: 'conv', input: '[h, w, 32]', output: '[h, w, 128]' },
          { path: 'shortcut.conv1', layer: 'conv', input: '[h, w, 32]', output: '[h, w, 64]' },
        ],
        hint: 'Give both the same channels.',
      }),
    ]);
    expect(shown).toBe(`error[NET3001]: The branches of \`+\` differ in channels
   ┌─ residual.net:5:15
   │
 5 │   output main + shortcut -> relu
   │          ---- ^ -------- [h, w, 64]
   │          │    │
   │          │    cannot be added
   │          [h, w, 128]
   │
   expected: equal shapes
      given: [h, w, 128] and [h, w, 64]
   the way there:
     main.conv1      conv  [h, w, 32] -> [h, w, 128]
     shortcut.conv1  conv  [h, w, 32] -> [h, w, 64]
   │
   hint: Give both the same channels.
`);
  });

  test('shows lines apart, and a line between two near ones', () => {
    const shown = renderTerminal([
      diagnostic({
        labels: [
          labelOn(residual, 'relu', 'here'),
          labelOn(residual, 'conv(channels, 3)', 'and here'),
          labelOn(residual, 'Residual', 'in this'),
        ],
      }),
    ]);
    expect(shown).toBe(`error[NET3001]: Something does not fit
   ┌─ residual.net:5:29
   │
 1 │ block Residual(channels: int) {
   │       -------- in this
 2 │   input x
 3 │   main = x -> conv(channels, 3)
   │               ----------------- and here
 4 │   shortcut = x -> conv(64, 1)
 5 │   output main + shortcut -> relu
   │                             ^^^^ here
`);
  });

  test('leaves out lines in between, and shows other files after the main one', () => {
    const other = sourceFile(
      'std/vgg.net',
      `${'\n'.repeat(119)}block VGG16(top: bool = true) = conv(64, 3)\n`,
    );
    const long = sourceFile('long.net', `const a = 1\n${'\n'.repeat(20)}const a = 2\n`);
    const shown = renderTerminal([
      diagnostic({
        severity: 'warning',
        labels: [
          labelOn(long, 'a', 'again', 1),
          labelOn(long, 'a', 'first here'),
          labelOn(other, 'VGG16', 'made here'),
        ],
      }),
    ]);
    expect(shown).toBe(`warning[NET3001]: Something does not fit
    ┌─ long.net:22:7
    │
  1 │ const a = 1
    │       - first here
    ⋮
 22 │ const a = 2
    │       ^ again
    ├─ std/vgg.net:120:7
    │
120 │ block VGG16(top: bool = true) = conv(64, 3)
    │       ----- made here
`);
  });

  test('marks the first and the last line of a label over several', () => {
    const shown = renderTerminal([
      diagnostic({ labels: [{ span: span(residual, 6, residual.text.length - 1), text: 'this block' }] }),
    ]);
    expect(shown).toContain(
      ' 1 │ block Residual(channels: int) {\n   │       ^^^^^^^^^^^^^^^^^^^^^^^^^\n   ⋮\n',
    );
    expect(shown).toContain(' 6 │ }\n   │ ^ this block\n');
  });

  test('aligns labels below tabs and wide characters', () => {
    const file = sourceFile('wide.net', '\t"猫 犬" x\n');
    const shown = renderTerminal([diagnostic({ labels: [labelOn(file, 'x', 'here')] })]);
    expect(shown).toContain(' 1 │     "猫 犬" x\n   │             ^ here\n');
  });

  test('cuts long lines around their labels', () => {
    const file = sourceFile('long.net', `${'a '.repeat(300)}HERE ${'b '.repeat(300)}`);
    const shown = renderTerminal([diagnostic({ labels: [labelOn(file, 'HERE', 'this one')] })], {
      width: 60,
    });
    const [code = '', marks = ''] = shown.split('\n').slice(3);
    expect(code.length).toBeLessThanOrEqual(60);
    expect(code).toMatch(/│ ….*HERE.*…$/);
    expect(marks.indexOf('^^^^')).toBe(code.indexOf('HERE'));
  });

  test('shows a fix as lines before and after', () => {
    const file = sourceFile('small.net', 'train a = b on c {\n  batch = 20\n}\n');
    const { span: place } = labelOn(file, ' =', '', 1);
    const fixes = [{ title: 'Write `:`', edits: [{ span: place, newText: ':' }] }];
    const shown = renderTerminal([diagnostic({ labels: [{ span: place, text: 'write `:`' }], fixes })]);
    expect(shown).toContain('   fix: Write `:`\n     2 - batch = 20\n     2 + batch: 20\n');
  });

  test('needs no place', () => {
    const shown = renderTerminal([
      diagnostic({ code: 'NET7005', title: 'The disk is full', hint: 'Make room.' }),
    ]);
    expect(shown).toBe('error[NET7005]: The disk is full\n   hint: Make room.\n');
  });

  test('wraps hints, and counts what there is when it is more than one', () => {
    const hint = 'word '.repeat(40).trim();
    const shown = renderTerminal(
      [diagnostic({ hint }), diagnostic({ severity: 'warning' }), diagnostic({ severity: 'advice' })],
      { width: 60 },
    );
    for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    expect(shown.trimEnd().split('\n').at(-1)).toBe('1 error, 1 warning, 1 piece of advice');
  });

  test('says nothing when there is nothing', () => {
    expect(renderTerminal([])).toBe('');
  });

  test('lets no text of a program steer the terminal', () => {
    const file = sourceFile('evil.net', 'const \u001B[2Ja = "\u0007"\n');
    const shown = renderTerminal([
      diagnostic({ title: 'Odd \u001B[31mtext', labels: [labelOn(file, 'a', 'a \u001B]0;x')] }),
    ]);
    expect(shown).not.toMatch(/[^\P{Cc}\n]/u);
  });

  test('uses the palette it is given, and colours only when asked', () => {
    const one = diagnostic({ labels: [labelOn(residual, 'relu', 'here')] });
    const palette = { ...plainPalette, strong: (text: string) => text.toUpperCase() };
    expect(renderTerminal([one], { palette })).toContain('SOMETHING DOES NOT FIT');
    expect(renderTerminal([one])).not.toContain('\u001B');
    const colored = renderTerminal([one], { color: true });
    expect(colored.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g'), '')).toBe(
      renderTerminal([one]),
    );
    expect(colored).toContain('\u001B[31m');
  });
});
