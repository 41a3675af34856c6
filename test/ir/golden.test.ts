import { describe, expect, it } from 'vitest';
import { compile } from '../../src/ir/compile.ts';
import { programGraphs } from '../../src/ir/graph-keys.ts';
import { printProgram } from '../../src/ir/print.ts';
import { verifyGraph } from '../../src/ir/verify.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { expectGolden, goldenCases, goldenText } from '../support/golden.ts';

describe('programs as text', () => {
  it.each(goldenCases('ir'))('$name', ({ name, text, goldenPath }) => {
    const parsed = parse(sourceFile(`${name}.net`, text));
    const checked = check(parsed.value);
    const errors = [...parsed.diagnostics, ...checked.diagnostics].filter(
      ({ severity }) => severity === 'error',
    );
    expect(errors.map(({ title, labels }) => [title, labels[0]?.text])).toEqual([]);
    const programs = checked.value.trains.map((train) => compile(checked.value, train.name).value);
    for (const program of programs)
      for (const graph of programGraphs(program).values())
        expect(verifyGraph(graph, program.variables)).toEqual([]);
    expectGolden(goldenPath, goldenText(text, { programs: programs.map(printProgram).join('\n') }));
  });
});
