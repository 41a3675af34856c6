import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RunKeeper } from '../../../src/runtime/project/keep-run.ts';
import { restore } from '../../../src/runtime/project/resume.ts';
import { lockRun } from '../../../src/runtime/run-folder/lock-run.ts';
import type { RunRecord } from '../../../src/runtime/run-folder/record.ts';
import { appendEvent, createRunFolder, readEvents } from '../../../src/runtime/run-folder/run-folder.ts';
import { readState, writeState } from '../../../src/runtime/run-folder/state.ts';
import { WriteBehind } from '../../../src/runtime/run-folder/write-behind.ts';
import { openOnDisk, type OpenFile } from '../../../src/runtime/run-folder/write-whole.ts';
import type { RunEvent } from '../../../src/runtime/train/events.ts';
import { beginning, type Position } from '../../../src/runtime/train/position.ts';
import { plainRegime } from '../../../src/typecheck/regime.ts';
import { fakePhase, fakeProgram } from '../train/fake.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netc-resume-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the lock of a run', () => {
  it('refuses a second one while the first lives, and says who has it', async () => {
    const run = await createRunFolder(folder, 'small');
    const release = await lockRun(run);
    await expect(lockRun(run)).rejects.toThrow('NET7410');
    await release();
    await (
      await lockRun(run)
    )();
    expect(readdirSync(run.path).sort()).toEqual(['source', 'state', 'weights']);
  });

  it('is taken over from a process that was killed, though another one got its number since', async () => {
    const run = await createRunFolder(folder, 'small');
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    for (const left of [`${pid} 5 ${hostname()}`, `${process.pid} 5 ${hostname()}`]) {
      writeFileSync(join(run.path, 'lock'), left);
      await (
        await lockRun(run)
      )();
    }
  });

  it('is believed for a while where another machine has it', async () => {
    const run = await createRunFolder(folder, 'small');
    writeFileSync(join(run.path, 'lock'), `1 5 elsewhere.invalid`);
    await expect(lockRun(run)).rejects.toThrow('NET7410');
  });

  it('clears away what was half written', async () => {
    const run = await createRunFolder(folder, 'small');
    const left = ['run.json.part', 'state/training.safetensors.part', 'weights/best.safetensors.part'];
    for (const name of [...left, 'lock.77.1']) writeFileSync(join(run.path, name), 'half');
    writeFileSync(join(run.path, 'weights/best.safetensors'), 'whole');
    await (
      await lockRun(run)
    )();
    for (const name of [...left, 'lock.77.1']) expect(existsSync(join(run.path, name))).toBe(false);
    expect(existsSync(join(run.path, 'weights/best.safetensors'))).toBe(true);
  });
});

describe('writing behind', () => {
  it('keeps the order, does nothing after a failure, and tells it', async () => {
    const behind = new WriteBehind();
    const done: number[] = [];
    const slowly = async (number: number): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5 - number));
      done.push(number);
    };
    void behind.add(() => slowly(1));
    void behind.add(() => slowly(2));
    await behind.settled();
    expect(done).toEqual([1, 2]);
    void behind.add(() => Promise.reject(new Error('the disk is full')));
    void behind.add(() => slowly(3));
    await expect(behind.settled()).rejects.toThrow('the disk is full');
    await behind.idle();
    expect(done).toEqual([1, 2]);
    expect(() => {
      behind.check();
    }).toThrow('the disk is full');
  });
});

describe('a save', () => {
  it('never leaves weights behind that are older than its state, wherever it is cut off', async () => {
    const run = await createRunFolder(folder, 'small');
    const program = fakeProgram(fakePhase('top', { kind: 'epochs', count: 2 }));
    const record = {} as RunRecord;
    const save = async (openFile: OpenFile, epoch: number): Promise<void> => {
      const keeper = new RunKeeper(
        { ...run, openFile },
        program,
        record,
        () => undefined,
        () => new Date(),
      );
      await keeper.save({ ...beginning, epoch }, new Map(), new Map());
      await keeper.settled();
    };
    await save(openOnDisk, 1);
    const cutOff = (path: string): Promise<never> => Promise.reject(new Error(`cut off at ${path}`));
    await expect(save(cutOff, 2)).rejects.toThrow(/cut off at .*last/);
    expect((await readState(run.path, program.variables)).position.epoch).toBe(1);
  });
});

describe('restoring', () => {
  const whole = { kind: 'epochs', count: 6 } as const;
  const stage = (index: number, count: number) =>
    fakePhase(
      `fine.${index}`,
      { kind: 'epochs', count },
      { regime: { ...plainRegime, stage: { index, whole } } },
    );
  const program = fakeProgram(
    fakePhase('top', { kind: 'epochs', count: 2 }),
    stage(0, 2),
    stage(1, 4),
    stage(2, 6),
  );
  const some = (fields: Readonly<Record<string, unknown>>): RunEvent => fields as unknown as RunEvent;
  const epoch = (phase: string, number: number): RunEvent => some({ event: 'epoch', phase, epoch: number });
  const told: readonly RunEvent[] = [
    some({ event: 'start' }),
    some({ event: 'phase', phase: 'top' }),
    epoch('top', 1),
    some({ event: 'warning', code: 'NET7050', phase: 'top' }),
    epoch('top', 2),
    some({ event: 'kept', phase: 'top' }),
    some({ event: 'phase', phase: 'fine.0', stage: 0 }),
    epoch('fine.0', 1),
    epoch('fine.0', 2),
    some({ event: 'phase', phase: 'fine.1', stage: 1 }),
    epoch('fine.1', 3),
    epoch('fine.1', 4),
    some({ event: 'phase', phase: 'fine.2', stage: 2 }),
    epoch('fine.2', 5),
    epoch('fine.2', 6),
    some({ event: 'kept', phase: 'fine.0' }),
    some({ event: 'done' }),
  ];

  it.each<[string, Partial<Position>, number]>([
    ['the first epoch', { phase: 0, begun: true, epoch: 0, step: 2 }, 2],
    ['before a phase', { phase: 1, begun: false }, 6],
    ['between stages', { phase: 2, begun: false, epoch: 2 }, 9],
    ['a later stage', { phase: 2, begun: true, epoch: 3, step: 1 }, 11],
    ['the last stage', { phase: 3, begun: true, epoch: 4 }, 13],
    ['its last epoch, while its best weights were put back', { phase: 3, begun: true, epoch: 6 }, 15],
    ['all phases', { phase: 4, begun: false }, 16],
  ])('drops what was said after %s', async (_, place, kept) => {
    const run = await createRunFolder(folder, 'small');
    for (const event of told) await appendEvent(run, event);
    const position = { ...beginning, globalStep: 1, ...place };
    await writeState(run, program.variables, position, new Map());
    expect((await restore({ run }, program))?.position).toEqual(position);
    expect(await readEvents(run.path)).toEqual(told.slice(0, kept));
  });

  it('begins anew where nothing was saved, and refuses where the state is lost', async () => {
    const run = await createRunFolder(folder, 'small');
    await appendEvent(run, some({ event: 'start' }));
    expect(await restore({ run }, program)).toBeUndefined();
    await appendEvent(run, epoch('top', 1));
    await expect(restore({ run }, program)).rejects.toThrow('NET7006');
  });
});
