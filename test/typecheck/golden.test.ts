import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../../src/diagnostics/render-terminal.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { expectGolden, goldenCases, goldenText } from '../support/golden.ts';
import { printTyped } from '../support/print-typed.ts';
import { caseOptions } from './case-options.ts';

const cases = goldenCases('typecheck');

describe('checked programs', () => {
  it.each(cases.map((golden) => [golden.name, golden] as const))('%s', (name, golden) => {
    const parsed = parse(sourceFile(`${name}.net`, golden.text));
    const { value, diagnostics } = check(parsed.value, {
      ...caseOptions(golden.text),
      syntax: parsed.diagnostics,
    });
    const all = [...parsed.diagnostics, ...diagnostics];
    expectGolden(
      golden.goldenPath,
      goldenText(golden.text, { diagnostics: renderTerminal(all), checked: printTyped(value) }),
    );
  });

  it('the example is right', () => {
    const path = fileURLToPath(new URL('../../examples/small_convnet.net', import.meta.url));
    const parsed = parse(sourceFile('small_convnet.net', readFileSync(path, 'utf8')));
    const { value, diagnostics } = check(parsed.value);
    expect([...parsed.diagnostics, ...diagnostics]).toEqual([]);
    expect(printTyped(value)).toContain('model SmallConvNet  3453121 parameters');
  });
});
