import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emitKeras } from '../../src/codegen/keras/emit-keras.ts';
import { describeWithPython, python } from '../support/reference-python.ts';
import { drawnLevels, drawnSubject } from '../support/export-subject.ts';
import { sampleNetworks } from '../support/sample-networks.ts';
import { largestDifference, writeArrays, writeFiles } from './arrays.ts';
import { predictedByWasm } from './predicted-by-wasm.ts';

interface Ran {
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  readonly file: string;
  readonly layers: readonly string[];
  readonly trained: number;
}

describeWithPython('reference', 'Keras runs what is written for it', () => {
  let folder = '';
  let ran: Readonly<Record<string, Ran>> = {};
  const subjects = sampleNetworks.map(({ name, program, pixels }) => ({
    name,
    subject: drawnSubject(program(), pixels),
  }));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netc-keras-'));
    for (const { name, subject } of subjects) {
      mkdirSync(join(folder, name));
      writeFiles(join(folder, name), emitKeras(subject));
      writeArrays(join(folder, name), drawnLevels(subject, 3));
    }
    const folders = subjects.map(({ name }) => join(folder, name));
    ran = JSON.parse(
      await python('reference', 'test/ecosystems/run_keras_networks.py', folders),
    ) as typeof ran;
  }, 600_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each(subjects)('$name', ({ name, subject }) => {
    it('gives the numbers of netc', async () => {
      const wanted = await predictedByWasm(subject, drawnLevels(subject, 3));
      const given = ran[name]?.outputs ?? {};
      const names = Object.keys(wanted);
      expect(Object.keys(given).sort()).toEqual(names.length === 1 ? [''] : names.sort());
      const far = names.filter(
        (output) =>
          !(largestDifference(given[names.length === 1 ? '' : output] ?? [], wanted[output] ?? []) < 1e-4),
      );
      expect(far).toEqual([]);
    });

    it('reads each weight from where Keras itself would write it', () => {
      expect(ran[name]?.file).toBe('the same');
    });

    it('trains all that netc trains, and can be saved whole', () => {
      const { weights } = subject.program.model;
      const kept = new Set(subject.weights.map(({ path }) => path));
      const count = weights
        .filter(({ path, trainable }) => trainable && kept.has(path))
        .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
      expect(ran[name]?.trained).toBe(count);
      expect(ran[name]?.layers.length).toBeGreaterThan(0);
    });
  });
});
