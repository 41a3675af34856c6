import { describe, expect, test } from 'vitest';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { renderTerminal } from '../../src/diagnostics/render-terminal.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { expectGolden, goldenCases, goldenText } from '../support/golden.ts';
import { printAst } from '../support/print-ast.ts';

const broken = /^(?:broken|foreign)_/;

describe.each(goldenCases('parser'))('$name', ({ name, text, goldenPath }) => {
  test('is read as its golden file says', () => {
    const { value, diagnostics } = parse(sourceFile(`${name}.net`, text));
    expect(hasErrors(diagnostics), 'only cases called broken or foreign have errors').toBe(broken.test(name));
    const sections = {
      tree: printAst(value),
      ...(diagnostics.length > 0 && { diagnostics: renderTerminal(diagnostics) }),
    };
    expectGolden(goldenPath, goldenText(visible(text), sections));
  });
});

/** Control characters by their numbers, so that a golden is a text. */
function visible(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, (character) => `\\x${(character.codePointAt(0) ?? 0).toString(16)}`);
}
