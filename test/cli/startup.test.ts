import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { netc, tiny, workplace } from './netc.ts';

const library = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/** Packages that only a run, a report or a terminal needs: none of them may cost `netc check` its time. */
const heavy = [
  '@tensorflow',
  'sharp',
  '@napi-rs',
  'vega',
  'vega-lite',
  'log-update',
  'protobufjs',
  'fflate',
  'node-gyp',
];

/** Node's options that write down every module a process loads, and what was written. */
function recorder(folder: string): {
  readonly options: readonly string[];
  readonly loaded: () => readonly string[];
} {
  const list = join(folder, 'loaded.txt');
  const hooks = join(folder, 'hooks.mjs');
  const start = join(folder, 'start.mjs');
  writeFileSync(list, '');
  writeFileSync(
    hooks,
    `import { appendFileSync } from 'node:fs';
     export const load = (url, context, next) => {
       appendFileSync(${JSON.stringify(list)}, url + '\\n');
       return next(url, context);
     };`,
  );
  writeFileSync(
    start,
    `import { register } from 'node:module'; register(${JSON.stringify(pathToFileURL(hooks).href)});`,
  );
  return {
    options: ['--import', pathToFileURL(start).href],
    loaded: () => readFileSync(list, 'utf8').trim().split('\n'),
  };
}

const heavyAmong = (modules: readonly string[]): readonly string[] =>
  heavy.filter((name) => modules.some((url) => url.includes(`/node_modules/${name}/`)));

describe('starting', () => {
  it.each([
    ['--help', [], /^$/],
    ['check', ['tiny.net'], /^$/],
    // The memory of a step is read off the schedule of its kernels.
    ['summary', ['tiny.net'], /dist\/codegen\/(?:kernel-schedule\/|training-memory\.js$)/],
    ['build', ['tiny.net'], /^$/],
  ])('netc %s loads nothing that only a run needs', async (name, words, needed) => {
    const folder = workplace({ 'tiny.net': tiny });
    const { options, loaded } = recorder(folder);
    const { code } = await netc(folder, [name, ...words], { node: options });
    expect(code).toBe(0);
    const modules = loaded();
    expect(modules.some((url) => url.endsWith('/dist/cli/main.js'))).toBe(true);
    expect(heavyAmong(modules)).toEqual([]);
    const ofRuns = modules.filter((url) => /dist\/(runtime\/(engines|train|sample)|codegen)\//.test(url));
    expect(ofRuns.filter((url) => !needed.test(url))).toEqual([]);
  });

  it('netc --help does not load the compiler', async () => {
    const folder = workplace();
    const { options, loaded } = recorder(folder);
    await netc(folder, ['--help'], { node: options });
    expect(loaded().filter((url) => /dist\/(parser|typecheck|ir)\/|chevrotain/.test(url))).toEqual([]);
  });

  it('importing the library loads no engine', async () => {
    const folder = workplace();
    const { options, loaded } = recorder(folder);
    const script = join(folder, 'use.mjs');
    writeFileSync(
      script,
      `import { check, compile, parse, sourceFile } from ${JSON.stringify(pathToFileURL(library).href)};
       const text = ${JSON.stringify(tiny)};
       const { value } = check(parse(sourceFile('tiny.net', text)).value);
       process.stdout.write(compile(value, 'tiny').value.train);`,
    );
    const { code, out } = await netc(folder, [], { node: options, program: script });
    expect({ code, out }).toEqual({ code: 0, out: 'tiny' });
    expect(heavyAmong(loaded())).toEqual([]);
  });
});
