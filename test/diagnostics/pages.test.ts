import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyFixes } from '../../src/diagnostics/apply-fixes.ts';
import { catalogue } from '../../src/diagnostics/catalogue/index.ts';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { caseOptions } from '../typecheck/case-options.ts';

const folder = new URL('../../docs/errors/', import.meta.url);
const files = readdirSync(folder).sort();
const codes = catalogue.map(({ code }) => code);

/** Found out while something runs, or beyond what a page can show: these pages say in words when it happens. */
const withoutProgram = (code: string): boolean => /^NET(?:7|52|53|55|604)|^NET(?:1104|1902)$/.test(code);

interface Page {
  readonly title: string;
  readonly text: string;
}

function page(code: string): Page {
  const text = readFileSync(new URL(`${code}.md`, folder), 'utf8');
  return { title: text.split('\n')[0] ?? '', text };
}

/**
 * What netc says of the program below a heading. Files beside it follow it, named in their fence; comments such as
 * `<!-- set rate=0.1 -->` and `<!-- wrong folder pets: train/cat 10 -->` say what is given with it.
 */
function findings(text: string, heading: 'wrong' | 'right'): readonly Diagnostic[] {
  return judge(text, heading).diagnostics;
}

/** The same with the program itself, or of another program in its place. */
function judge(text: string, heading: 'wrong' | 'right', instead?: string) {
  const title = `\n## ${heading === 'wrong' ? 'Wrong' : 'Right'}\n`;
  const section = text.slice(text.indexOf(title) + title.length).split('\n## ')[0] ?? '';
  const programs = [...section.matchAll(/^```net ?(\S*)\n(.*?)^```$/gms)];
  const beside = new Map(
    programs.slice(1).map(([, path = '', body = '']) => [path.replace('./', ''), body] as const),
  );
  const main = sourceFile('main.net', instead ?? programs[0]?.[2]?.replace(/^\n$/, '') ?? '');
  const given = [...text.matchAll(/^<!-- (?:(wrong|right) )?((?:set|folder) .*) -->$/gm)]
    .filter(([, which]) => which === undefined || which === heading)
    .map(([, , directive]) => `// ${directive ?? ''}`);
  const parsed = parse(main);
  const checked = check(parsed.value, {
    ...caseOptions(given.join('\n')),
    syntax: parsed.diagnostics,
    resolveImport: (from) => {
      const path = from.replace('./', '');
      if (path === 'main.net') return main;
      const body = beside.get(path);
      return body === undefined ? undefined : sourceFile(path, body);
    },
  });
  return { main, diagnostics: [...parsed.diagnostics, ...checked.diagnostics] };
}

const shown = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code, title }) => `${code} ${title}`);

describe('the pages of diagnostics', () => {
  it('are one a code', () => {
    expect(files).toEqual(codes.map((code) => `${code}.md`));
  });

  it.each(codes)('%s says what it means', (code) => {
    const { title, text } = page(code);
    expect(title).toMatch(new RegExp(`^# ${code}: [a-z\`].*[^.]$`));
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual(withoutProgram(code) ? ['When it happens', 'What to do'] : ['Wrong', 'Right']);
  });

  it.each(codes.filter((code) => !withoutProgram(code)))(
    '%s is what netc says of the wrong program',
    (code) => {
      const said = findings(page(code).text, 'wrong');
      expect(new Set(said.map((diagnostic) => diagnostic.code)), shown(said).join('\n')).toEqual(
        new Set([code]),
      );
    },
  );

  const repairable = codes.filter(
    (code) =>
      !withoutProgram(code) && findings(page(code).text, 'wrong').some(({ fixes }) => fixes.length > 0),
  );

  it('show many that can be repaired by command', () => {
    expect(repairable.length).toBeGreaterThanOrEqual(25);
  });

  it.each(repairable)('%s is gone after its repair', (code) => {
    const { text } = page(code);
    const { main, diagnostics } = judge(text, 'wrong');
    const fixed = applyFixes(
      main,
      diagnostics.flatMap(({ fixes }) => fixes.slice(0, 1)),
    );
    expect(fixed.text).not.toBe(main.text);
    const said = judge(text, 'wrong', fixed.text).diagnostics;
    expect(shown(said.filter((diagnostic) => diagnostic.code === code))).toEqual([]);
    expect(hasErrors(said), shown(said).join('\n')).toBe(false);
  });

  it.each(codes.filter((code) => !withoutProgram(code)))('%s is not said of the right program', (code) => {
    const said = findings(page(code).text, 'right');
    expect(hasErrors(said), shown(said).join('\n')).toBe(false);
    expect(shown(said.filter((diagnostic) => diagnostic.code === code))).toEqual([]);
  });
});
