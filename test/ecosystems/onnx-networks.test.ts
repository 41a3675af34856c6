import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportSubject } from '../../src/codegen/export/export-subject.ts';
import { emitOnnx } from '../../src/codegen/onnx/emit-onnx.ts';
import { describeWithPython, python } from '../support/reference-python.ts';
import { drawnLevels, drawnSubject } from '../support/export-subject.ts';
import { sampleNetworks } from '../support/sample-networks.ts';
import { largestDifference, writeArrays, writeFiles } from './arrays.ts';
import { predictedByWasm } from './predicted-by-wasm.ts';

interface Ran {
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  /** Of the first sample by itself. */
  readonly first: Readonly<Record<string, readonly number[]>>;
  readonly inputs: Readonly<Record<string, readonly (number | string)[]>>;
  readonly operators: readonly string[];
  readonly transpositions: readonly string[];
  readonly beside: number;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Case {
  readonly name: string;
  readonly subject: ExportSubject;
  /** The same, neither folded nor quantized. */
  readonly plain: ExportSubject;
  readonly tolerance: number;
  /** Bytes of weights that may stand in the file itself. */
  readonly most?: number;
}

const samples = 3;

const cases: readonly Case[] = sampleNetworks.flatMap(({ name, program, pixels }) => {
  const compiled = program();
  const plain = drawnSubject(compiled, pixels);
  const with_ = (fold: boolean, quantize: 'none' | 'float16' | 'uint8'): ExportSubject =>
    drawnSubject(compiled, pixels, { fold, quantize });
  return [
    { name, subject: plain, plain, tolerance: 1e-4 },
    { name: `${name}-folded`, subject: with_(true, 'none'), plain, tolerance: 1e-4 },
    // The weights' rounding goes through all layers: 2⁻¹¹ of each with halves, half a 255th of a channel's range with levels.
    { name: `${name}-halves`, subject: with_(false, 'float16'), plain, tolerance: 1e-2 },
    { name: `${name}-levels`, subject: with_(true, 'uint8'), plain, tolerance: 0.1 },
    // Numbers of less than a page stay in the file: of some networks that are all.
    ...(name === 'residual' || name === 'mobile'
      ? [{ name: `${name}-beside`, subject: plain, plain, tolerance: 1e-4, most: 1000 }]
      : []),
  ];
});

describeWithPython('reference', 'onnxruntime runs what is written for it', () => {
  let folder = '';
  let ran: Readonly<Record<string, Ran>> = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'netc-onnx-'));
    for (const { name, subject, most } of cases) {
      mkdirSync(join(folder, name));
      writeFiles(join(folder, name), emitOnnx(subject, most));
      writeArrays(join(folder, name), drawnLevels(subject, samples));
    }
    const folders = cases.map(({ name }) => join(folder, name));
    ran = JSON.parse(
      await python('reference', 'test/ecosystems/run_onnx_networks.py', folders),
    ) as typeof ran;
  }, 600_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each(cases)('$name', ({ name, subject, plain, tolerance, most }) => {
    it('gives the numbers of netc, for many photos and for one', { timeout: 120_000 }, async () => {
      const wanted = await predictedByWasm(plain, drawnLevels(plain, samples));
      const { outputs = {}, first = {} } = ran[name] ?? {};
      expect(Object.keys(outputs).sort()).toEqual(Object.keys(wanted).sort());
      const far = Object.entries(wanted).flatMap(([output, numbers]) => {
        const one = numbers.slice(0, numbers.length / samples);
        const differences = [
          largestDifference(outputs[output] ?? [], numbers),
          largestDifference(first[output] ?? [], one),
        ];
        return differences.every((difference) => difference < tolerance) ? [] : [[output, ...differences]];
      });
      expect(far).toEqual([]);
    });

    it('says its inputs, and what it is of', () => {
      const { inputs, metadata, beside } = ran[name] ?? {};
      const shapes = subject.facts.inputs.map((input) => [input.name, ['batch', ...input.shape]] as const);
      expect(inputs).toEqual(Object.fromEntries(shapes));
      expect(metadata).toMatchObject({ format: 'netc', model: subject.facts.model });
      if (most === undefined) expect(beside).toBe(0);
      else expect(beside).toBeGreaterThan(0);
    });
  });

  it('turns images once on their way in, and not between layers', () => {
    for (const name of ['plain', 'residual', 'mobile', 'plain-folded', 'residual-folded'])
      // `plain` flattens an image, whose pixels must then stand as they do in netc.
      expect(ran[name]?.transpositions, name).toHaveLength(name.startsWith('plain') ? 2 : 1);
  });
});
