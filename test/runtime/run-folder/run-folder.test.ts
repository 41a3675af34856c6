import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendEvent, createRunFolder, readEvents } from '../../../src/runtime/run-folder/run-folder.ts';
import { readState, readWeights, writeState, writeWeights } from '../../../src/runtime/run-folder/state.ts';
import { openOnDisk, writeWhole, type OpenFile } from '../../../src/runtime/run-folder/write-whole.ts';
import { beginning } from '../../../src/runtime/train/position.ts';
import { fakePhase, fakeProgram } from '../train/fake.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netc-run-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A disk that is full after so many bytes. */
function fullAfter(room: number): OpenFile {
  return async (path) => {
    const file = await openOnDisk(path);
    let left = room;
    return {
      ...file,
      async write(bytes) {
        await file.write(bytes.subarray(0, left));
        left -= bytes.length;
        if (left < 0) throw Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' });
      },
    };
  };
}

describe('writeWhole', () => {
  it('leaves the old file and nothing else when the disk is full, wherever that happens', async () => {
    const path = join(folder, 'last');
    await writeWhole(path, 'good');
    for (const room of [0, 1, 5, 9]) {
      await expect(writeWhole(path, 'more bytes', fullAfter(room))).rejects.toThrow('NET7003');
      expect(readFileSync(path, 'utf8')).toBe('good');
      expect(readdirSync(folder)).toEqual(['last']);
    }
    await writeWhole(path, 'more bytes', fullAfter(10));
    expect(readFileSync(path, 'utf8')).toBe('more bytes');
  });

  it('says why a file cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(writeWhole(join(folder, 'file', 'x'), '')).rejects.toThrow(
      /NET7004: .*a file stands where a folder is needed/,
    );
  });
});

describe('run folder', () => {
  it('numbers runs upwards, whatever lies beside them', async () => {
    expect((await createRunFolder(folder, 'small')).name).toBe(join('runs', '0001-small'));
    writeFileSync(join(folder, 'runs', 'notes.txt'), '');
    expect((await createRunFolder(folder, 'big')).name).toBe(join('runs', '0002-big'));
    rmSync(join(folder, 'runs', '0001-small'), { recursive: true });
    expect((await createRunFolder(folder, 'small')).name).toBe(join('runs', '0003-small'));
  });

  it('says what is in the way', async () => {
    writeFileSync(join(folder, 'runs'), '');
    await expect(createRunFolder(folder, 'small')).rejects.toThrow(/NET7002: .*a file stands where/);
  });

  it('reads events back, without a line that a crash cut short', async () => {
    const run = await createRunFolder(folder, 'small');
    const event = { event: 'warning', code: 'NET5004', severity: 'warning', message: 'a.jpg' } as const;
    await appendEvent(run, event);
    await appendFile(join(run.path, 'metrics.jsonl'), '{"event":"epo');
    expect(await readEvents(run.path)).toEqual([event]);
  });
});

describe('state', () => {
  const { variables } = fakeProgram(fakePhase('only', { kind: 'epochs', count: 1 }));
  const values = new Map([
    ['w', Float32Array.of(1, 2)],
    ['moving', Float32Array.of(3)],
    ['only/w/slot', Float32Array.of(4, 5)],
  ]);

  it('comes back with its position', async () => {
    const run = await createRunFolder(folder, 'small');
    const position = {
      ...beginning,
      epoch: 3,
      best: { phase: 'only', epoch: 2, loss: 0.25, figure: 'val_loss', value: 0.25 },
    };
    await writeState(run, variables, position, values);
    expect(await readState(run.path, variables)).toEqual({ position, values });
  });

  it('survives a disk that fills while the next one is written', async () => {
    const run = await createRunFolder(folder, 'small');
    await writeState(run, variables, beginning, values);
    await expect(
      writeState({ ...run, openFile: fullAfter(40) }, variables, { ...beginning, epoch: 1 }, values),
    ).rejects.toThrow('NET7003');
    expect((await readState(run.path, variables)).position.epoch).toBe(0);
  });

  it('refuses the state of another program, and a damaged one', async () => {
    const run = await createRunFolder(folder, 'small');
    await expect(readState(run.path, variables)).rejects.toThrow('NET7006');
    await writeState(run, variables, beginning, values);
    const wider = variables.map((variable) => ({ ...variable, shape: [...variable.shape, 1] }));
    await expect(readState(run.path, wider)).rejects.toThrow('NET7008');
    const path = join(run.path, 'state/training.safetensors');
    await writeFile(path, (await readFile(path)).subarray(0, 100));
    await expect(readState(run.path, variables)).rejects.toThrow('NET7007');
  });

  it('keeps weights apart from the optimiser, and wants all of them back', async () => {
    const run = await createRunFolder(folder, 'small');
    await writeWeights(run, 'weights/last.safetensors', variables, values, { train: 'small' });
    expect([...(await readWeights(run.path, 'weights/last.safetensors', variables)).keys()]).toEqual([
      'w',
      'moving',
    ]);
    const more = [...variables, { ...variables[0], path: 'v', shape: [2] }] as typeof variables;
    await expect(readWeights(run.path, 'weights/last.safetensors', more)).rejects.toThrow(/NET7008: .* at v/);
  });
});
