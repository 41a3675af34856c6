import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/ir/compile.ts';
import type { Program } from '../../src/ir/program.ts';
import { parse } from '../../src/parser/parse.ts';
import { regimeTexts } from '../../src/report/regime-text.ts';
import { trainedLayers } from '../../src/report/trained-layers.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';

function programOf(example: string, train: string): Program {
  const text = readFileSync(new URL(`../../examples/${example}.net`, import.meta.url), 'utf8');
  return compile(check(parse(sourceFile(`${example}.net`, text)).value, {}).value, train).value;
}

const total = (rows: ReturnType<typeof trainedLayers>): number =>
  rows.reduce((sum, { parameters }) => sum + parameters, 0);

describe('what a phase trains', () => {
  it("is the top, and then the last convolutions as well, in the lecture's fine-tuning of VGG16", () => {
    const program = programOf('vgg_finetune', 'finetune');
    const [top = [], fine = []] = program.phases.map((phase) => trainedLayers(program, phase));
    expect(top).toEqual([{ path: 'kind', layers: 2, parameters: 2_097_665 }]);
    expect(fine).toEqual([
      { path: 'base.block5', layers: 3, parameters: 7_079_424 },
      { path: 'kind', layers: 2, parameters: 2_097_665 },
    ]);
    expect(total(fine)).toBe(9_177_089);
  });

  it('grows from the top down where it is unfrozen gradually', () => {
    const program = programOf('schedules', 'scheduled');
    const trained = program.phases.map((phase) => [
      phase.name,
      ...trainedLayers(program, phase).map(({ path }) => path),
    ]);
    expect(trained).toEqual([
      ['fast', 'base', 'kind'],
      ['gentle.high', 'base.high', 'kind'],
      ['gentle.middle', 'base.middle', 'base.high', 'kind'],
      ['gentle.low', 'base', 'kind'],
    ]);
  });

  it('is said with how it is trained', () => {
    const [fast, gentle] = programOf('schedules', 'scheduled').phases;
    expect(fast && regimeTexts(fast)).toEqual([
      'batch: 16 * 2',
      'schedule: cosine(warmup: 1, floor: 0)',
      'stop: early(patience: 4, watch: val_loss)',
      'keep: best(val_loss)',
      'clip: global_norm(1)',
    ]);
    expect(gentle && regimeTexts(gentle)).toContain('ema: 0.99');
  });
});
