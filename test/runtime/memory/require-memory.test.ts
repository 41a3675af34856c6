import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PhaseProgram } from '../../../src/ir/program.ts';
import { amountOf, memoryLimits, type MemoryLimit } from '../../../src/runtime/memory/memory-limits.ts';
import { memoryNeed } from '../../../src/runtime/memory/memory-need.ts';
import {
  largestBatch,
  ranOut,
  requireMemory,
  type PlannedTraining,
} from '../../../src/runtime/memory/require-memory.ts';
import { Problem } from '../../../src/runtime/problem.ts';
import { compileNetwork } from '../../conformance/network-cases.ts';

const compiled = compileNetwork('lecture', 'small');
const [only] = compiled.phases;
if (only === undefined) throw new Error('there is no phase');
/** The lecture's network in batches of 60. */
const phase: PhaseProgram = { ...only, batch: 60 };
const program = { ...compiled, phases: [phase] };

const planned = (...limits: readonly MemoryLimit[]): PlannedTraining => ({
  program,
  engine: 'wasm',
  limits,
  spanOf: () => undefined,
});

const setting = (bytes: number): MemoryLimit => ({ owner: 'setting', bytes, part: 'process' });

function problemOf(action: () => unknown): Problem['diagnostics'][number] {
  try {
    action();
  } catch (error) {
    const [first] = error instanceof Problem ? error.diagnostics : [];
    if (first !== undefined) return first;
  }
  throw new Error('there was no problem');
}

const need = (batch: number): number => memoryNeed(program, phase, 'wasm', batch).process;

describe('the memory that training needs', () => {
  it('is an error where there is less, with the largest batch that fits', () => {
    const { code, title, hint } = problemOf(() => requireMemory(planned(setting(need(37)))));
    expect(code).toBe('NET7412');
    expect(title).toMatch(
      /^Phase small needs about [\d.]+ [MG]B of memory, and NETC_MEMORY allows [\d.]+ [MG]B$/,
    );
    expect(hint).toContain('The largest batch that fits is 37: `batch: 37`.');
    // Gradients that are added up need memory of their own: the next equal part of 60 below 37 is 30.
    expect(hint).toContain('`batch: 30 * 2` keeps the update as it is, and makes it in 2 parts.');
  });

  it('is found at each batch, not guessed from one', () => {
    for (const batch of [1, 2, 7, 20, 59]) {
      expect(largestBatch(planned(setting(need(batch))), phase, 60, 0)).toBe(batch);
      expect(largestBatch(planned(setting(need(batch) - 1)), phase, 60, 0)).toBe(batch - 1);
    }
  });

  it('says that no batch fits', () => {
    const { hint } = problemOf(() => requireMemory(planned(setting(need(1) - 1))));
    expect(hint).toContain('Not even a batch of 1 fits');
  });

  it('is a warning where there is hardly more, and nothing where there is enough', () => {
    const [warning, ...others] = requireMemory(planned(setting(need(60) * 1.05)));
    expect([warning?.code, warning?.severity, others.length]).toEqual(['NET7413', 'warning', 0]);
    expect(requireMemory(planned(setting(need(60) * 1.2)))).toEqual([]);
  });

  it('is compared with what WebAssembly can address', async () => {
    const huge: PhaseProgram = { ...phase, batch: 1000 };
    const limits = (await memoryLimits('wasm', false)).filter(({ owner }) => owner === 'wasm');
    const { title, hint } = problemOf(() =>
      requireMemory({ ...planned(...limits), program: { ...program, phases: [huge] } }),
    );
    expect(title).toContain('WebAssembly has at most 4.19 GB');
    const [, batch = ''] = /largest batch that fits is (\d+)/.exec(hint ?? '') ?? [];
    const most = limits[0]?.bytes ?? 0;
    expect(memoryNeed(program, huge, 'wasm', Number(batch)).engine).toBeLessThanOrEqual(most);
    expect(memoryNeed(program, huge, 'wasm', Number(batch) + 1).engine).toBeGreaterThan(most);
  });

  it('advises a smaller batch where memory ran out against what was predicted', () => {
    const [{ code, given, hint } = { code: '', given: '', hint: '' }] = ranOut(
      planned(setting(need(1000))),
      phase,
      'WebAssembly has no room for 5 bytes more',
    ).diagnostics;
    expect([code, given]).toEqual(['NET7415', 'WebAssembly has no room for 5 bytes more']);
    expect(hint).toContain('`batch: 45`');
  });
});

describe('the memory that there is', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('is what the system has, or what NETC_MEMORY says', async () => {
    vi.stubEnv('NETC_MEMORY', '');
    const [machine] = await memoryLimits('cpu', false);
    expect(machine?.owner).toBe('machine');
    expect(machine?.bytes).toBeGreaterThan(50e6);
    vi.stubEnv('NETC_MEMORY', '2GB');
    expect(await memoryLimits('cpu', false)).toEqual([setting(2e9)]);
  });

  it('is written as a number with a unit', () => {
    expect(amountOf('512MB')).toBe(512e6);
    expect(amountOf('1.5 GiB')).toBe(1.5 * 1024 ** 3);
    for (const text of ['2', 'much', '2 TB of it', '-1GB'])
      expect(problemOf(() => amountOf(text)).code).toBe('NET7414');
  });
});
