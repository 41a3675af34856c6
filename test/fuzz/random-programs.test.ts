import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import type { Engine } from '../../src/runtime/engines/engine.ts';
import { createCpuEngine } from '../../src/runtime/engines/tfjs/index.ts';
import { layerRegistry } from '../../src/typecheck/layers/registry.ts';
import { choices } from './choices.ts';
import { patience, runs } from './runs.ts';
import { judge } from './judge.ts';
import { imageLayers } from './random-layer.ts';
import { mistakes, randomProgram } from './random-program.ts';
import { buildAll, takeSteps } from './take-step.ts';

const errors = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ code, title }) => `${code} ${title}`);

/** Layers of a flow that leave the image, or join several: the programs have them in places of their own. */
const elsewhere = [
  'global_avgpool',
  'global_maxpool',
  'dense',
  'flatten',
  'add',
  'multiply',
  'average',
  'maximum',
  'concat',
];

describe('random programs', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createCpuEngine();
  });

  it('are made of every layer', () => {
    expect([...Object.keys(imageLayers), ...elsewhere].sort()).toEqual([...layerRegistry.keys()].sort());
  });

  it('without a mistake pass, build, and take a step', { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(choices, async (choose) => {
        const { text } = randomProgram(choose);
        const { typed, diagnostics } = judge(text);
        expect(errors(diagnostics), text).toEqual([]);
        const programs = buildAll(typed);
        expect(programs).toHaveLength(1);
        for (const program of programs) {
          for (const loss of await takeSteps(program, engine)) expect(loss, text).toBeGreaterThanOrEqual(0);
        }
      }),
      { seed: 11, numRuns: runs(60, 600) },
    );
  });

  it('with a mistake do not, and the mistake is shown inside the file', { timeout: patience }, () => {
    fc.assert(
      fc.property(choices, fc.constantFrom(...mistakes), (choose, mistake) => {
        const program = randomProgram(choose);
        const text = mistake(program, choose);
        fc.pre(text !== program.text);
        const { diagnostics } = judge(text);
        expect(hasErrors(diagnostics)).toBe(true);
      }),
      { seed: 12, numRuns: runs(300, 5000) },
    );
  });
});
