import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import type { Binary } from '../../src/parser/ast.ts';
import { parse } from '../../src/parser/parse.ts';
import type { Engine } from '../../src/runtime/engines/engine.ts';
import { createCpuEngine } from '../../src/runtime/engines/tfjs/index.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { standardSources } from '../../src/typecheck/standard-library/generated/sources.ts';
import { goldenCases } from '../support/golden.ts';
import { caseOptions } from '../typecheck/case-options.ts';
import { applyEdit, applyNumberEdit, edits, numberEdits } from './edits.ts';
import { judge } from './judge.ts';
import { patience, runs } from './runs.ts';
import { buildAll, isSmall, takeSteps } from './take-step.ts';

/** Programs with every kind of right and wrong; the one that unfolds into too much has its own test. */
const programs = [
  ...goldenCases('typecheck')
    .filter(({ name }) => name !== 'limits')
    .map(({ text }) => text),
  ...standardSources.values(),
];

/** Small programs that are trained in a moment. */
const trained = ['breadth', 'towers'].map((name) =>
  readFileSync(new URL(`../conformance/programs/${name}.net`, import.meta.url), 'utf8'),
);

describe('spoiled programs', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createCpuEngine();
  });

  it('are judged, and build where they pass', { timeout: patience }, () => {
    let count = 0;
    fc.assert(
      fc.property(fc.constantFrom(...programs, ...trained), edits, (program, slips) => {
        const text = slips.reduce(applyEdit, program);
        count += slips.length;
        const { typed, diagnostics } = judge(text, caseOptions(text));
        if (!hasErrors(diagnostics)) buildAll(typed);
      }),
      { seed: 3, numRuns: runs(400, 30_000) },
    );
    expect(count).toBeGreaterThan(runs(1000, 100_000));
  });

  it('that pass with other numbers in them take a step', { timeout: patience }, async () => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...trained), numberEdits, async (program, changes) => {
        const { typed, diagnostics } = judge(changes.reduce(applyNumberEdit, program));
        if (hasErrors(diagnostics)) return;
        const [built] = buildAll(typed);
        if (built === undefined || !isSmall(built)) return;
        expect(await takeSteps(built, engine)).toHaveLength(2);
        steps++;
      }),
      { seed: 4, numRuns: runs(60, 600) },
    );
    expect(steps).toBeGreaterThan(10);
  });

  it('that are too deep to walk are called that', () => {
    const { value: module } = parse(sourceFile('deep.net', 'const x = 1 + 1'));
    const [declaration] = module.declarations;
    if (declaration?.kind !== 'const' || declaration.value.kind !== 'binary') throw new Error('no sum');
    const sum = declaration.value;
    let value: Binary = sum;
    for (let depth = 0; depth < 20_000; depth++) value = { ...sum, left: value };
    const { diagnostics } = check({ ...module, declarations: [{ ...declaration, value }] });
    expect(diagnostics.map(({ code }) => code)).toEqual(['NET2205']);
  });

  it('that are deep and long are judged, too', () => {
    const codes = (text: string): readonly string[] => judge(text).diagnostics.map(({ code }) => code);
    const model = (expression: string): string =>
      `const x = ${expression}\nmodel M(a: [8, 8, 3]) { output b = a -> conv(${expression}, 1) -> flatten }`;
    const long = model(Array.from({ length: 3000 }, () => '1').join(' + '));
    // The parser has a limit of its own on sums; what passes it must not be too much for the checker.
    expect(hasErrors(judge(long).diagnostics)).toBe(true);
    const chain = Array.from({ length: 2000 }, () => 'relu').join(' -> ');
    expect(codes(`model M(a: [8, 8, 3]) { output b = a -> ${chain} }`)).toEqual([]);
    const consts = Array.from({ length: 2000 }, (_, index) => `const c${index} = c${index + 1}`).join('\n');
    expect(codes(`${consts}\nconst c2000 = 1`)).toContain('NET2205');
  });
});
