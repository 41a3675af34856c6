import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderTerminal } from '../src/diagnostics/render-terminal.ts';
import { buildLayerGraph } from '../src/ir/build-layer-graph.ts';
import { compile } from '../src/ir/compile.ts';
import { printProgram } from '../src/ir/print.ts';
import { parse } from '../src/parser/parse.ts';
import { summaryText } from '../src/report/summary-text.ts';
import { type SourceFile, sourceFile } from '../src/source/source-file.ts';
import { check } from '../src/typecheck/check.ts';
import { casesFolder, expectGolden, goldenText } from './support/golden.ts';
import { printTyped } from './support/print-typed.ts';

const folder = fileURLToPath(new URL('../examples/', import.meta.url));
const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.net'))
  .sort();

/** The file beside an example that it imports. */
const resolveImport = (from: string, importer: string): SourceFile => {
  const file = posix.join(posix.dirname(importer), from);
  return sourceFile(file, readFileSync(join(folder, file), 'utf8'));
};

/** Every example the whole way: source, checked program, summary, graphs, in one file that can be read. */
describe('examples', () => {
  it.each(examples)('%s', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const parsed = parse(sourceFile(file, text));
    const { value, diagnostics } = check(parsed.value, { resolveImport });
    const all = [...parsed.diagnostics, ...diagnostics];
    expect(all.filter(({ severity }) => severity === 'error').map(({ title }) => title)).toEqual([]);
    const programs = value.trains.map(({ name }) => compile(value, name).value);
    expectGolden(
      join(casesFolder, 'examples', file.replace(/\.net$/, '.golden')),
      goldenText(text, {
        diagnostics: renderTerminal(all),
        checked: printTyped(value),
        summary: summaryText(value.models.map(buildLayerGraph), programs),
        programs: programs.map(printProgram).join('\n'),
      }),
    );
  });
});
