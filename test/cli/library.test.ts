import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  check,
  compile,
  hasErrors,
  parse,
  printProgram,
  run,
  sourceFile,
  type RunEvent,
} from '../../src/index.ts';
import { Problem } from '../../src/runtime/index.ts';
import { drawPhotos, tiny, workplace } from './netc.ts';

describe('netc as a library', () => {
  it('compiles a text to a program', () => {
    const parsed = parse(sourceFile('tiny.net', tiny));
    const checked = check(parsed.value, { overrides: new Map([['epochs', '7']]) });
    expect(hasErrors([...parsed.diagnostics, ...checked.diagnostics])).toBe(false);
    const { value: program } = compile(checked.value, 'tiny');
    expect(program.phases[0]?.length).toEqual({ kind: 'epochs', count: 7 });
    expect(printProgram(program)).toContain('program tiny: Tiny on photos');
  });

  it('trains a file', async () => {
    const folder = workplace({ 'tiny.net': tiny });
    await drawPhotos(folder);
    const events: RunEvent[] = [];
    const outcome = await run('tiny.net', {
      workingDirectory: folder,
      engine: 'cpu',
      event: (event) => events.push(event),
    });
    expect(outcome).toMatchObject({ status: 'done', run: join('runs', '0001-tiny'), engine: 'cpu' });
    expect(events.at(-1)).toMatchObject({ event: 'done', test: outcome.test });
    expect(readFileSync(join(outcome.path, 'run.json'), 'utf8')).toContain('"status": "done"');
  });

  it('throws what there is to say', async () => {
    const folder = workplace({ 'tiny.net': tiny });
    const failure: unknown = await run('tiny.net', { workingDirectory: folder, engine: 'cpu' }).catch(
      (error: unknown) => error,
    );
    if (!(failure instanceof Problem)) throw new Error('no problem was reported');
    expect(failure.diagnostics[0]?.code).toMatch(/^NET5/);
  });
});
