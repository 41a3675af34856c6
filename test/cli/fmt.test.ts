import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { netc, tiny, workplace } from './netc.ts';

const program = fileURLToPath(new URL('../../bin/netc.js', import.meta.url));

const untidy = 'const a=1\nmodel M(x:[1]){output y=x->relu}\n';
const tidy = 'const a = 1\n\nmodel M(x: [1]) {\n  output y = x -> relu\n}\n';
const broken = 'model M(x: [1]) {\n  output y =   x -> -> relu\n}\n';
const pajek = '*Vertices 2\n1 "a"\n2 "b"\n';

const formatInput = (folder: string, input: string, words: readonly string[]) =>
  spawnSync(process.execPath, [program, 'fmt', ...words], { cwd: folder, input, encoding: 'utf8' });

describe('netc fmt', () => {
  it('writes files and folders in place, and names what it changed', async () => {
    const folder = workplace({
      'a.net': untidy,
      'nets/b.net': untidy,
      'nets/deep/c.net': tidy,
      'nets/node_modules/d.net': untidy,
      'nets/.hidden/e.net': untidy,
      'nets/graph.net': pajek,
      'other.net': untidy,
    });
    const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
    const { code, out, err } = await netc(folder, ['fmt', 'a.net', 'nets']);
    expect({ code, out }).toEqual({ code: 0, out: `a.net\n${join('nets', 'b.net')}\n` });
    expect(err).toBe('2 of 3 files formatted\n');
    expect([read('a.net'), read('nets/b.net'), read('nets/deep/c.net')]).toEqual([tidy, tidy, tidy]);
    expect([read('nets/node_modules/d.net'), read('nets/.hidden/e.net'), read('other.net')]).toEqual([
      untidy,
      untidy,
      untidy,
    ]);
    expect(read('nets/graph.net')).toBe(pajek);
  });

  it('leaves a file that is tidy untouched', async () => {
    const folder = workplace({ 'a.net': tidy });
    const before = statSync(join(folder, 'a.net'));
    expect((await netc(folder, ['fmt', 'a.net'])).code).toBe(0);
    const after = statSync(join(folder, 'a.net'));
    expect([after.mtimeMs, after.ino]).toEqual([before.mtimeMs, before.ino]);
  });

  it('takes the folder it stands in where none is named', async () => {
    const folder = workplace({ 'a.net': untidy });
    expect((await netc(folder, ['fmt'])).out).toBe('a.net\n');
    expect(readFileSync(join(folder, 'a.net'), 'utf8')).toBe(tidy);
  });

  it('only checks with --check', async () => {
    const folder = workplace({ 'a.net': untidy, 'b.net': tidy });
    const { code, out, err } = await netc(folder, ['fmt', '--check']);
    expect({ code, out }).toEqual({ code: 1, out: 'a.net\n' });
    expect(err).toContain('1 of 2 files');
    expect(readFileSync(join(folder, 'a.net'), 'utf8')).toBe(untidy);
    expect(await netc(folder, ['fmt', '--check', 'b.net'])).toEqual({ code: 0, out: '', err: '' });
  });

  it('leaves a file with syntax errors as it is, shows them, and formats the others', async () => {
    const folder = workplace({ 'a.net': broken, 'b.net': untidy });
    const { code, out, err } = await netc(folder, ['fmt', '.']);
    expect({ code, out }).toEqual({ code: 1, out: 'b.net\n' });
    expect(err).toContain('NET1301');
    expect(err).toContain('a.net:2:');
    expect(readFileSync(join(folder, 'a.net'), 'utf8')).toBe(broken);
  });

  it.each(['-', '--stdin'])('formats standard input with %s', (word) => {
    const folder = workplace({ 'a.net': untidy });
    const good = formatInput(folder, untidy, [word]);
    expect([good.status, good.stdout, good.stderr]).toEqual([0, tidy, '']);
    const bad = formatInput(folder, broken, [word]);
    expect([bad.status, bad.stdout]).toEqual([1, '']);
    expect(bad.stderr).toContain('<stdin>:2:');
    expect(formatInput(folder, untidy, [word, '--check']).status).toBe(1);
    expect(readFileSync(join(folder, 'a.net'), 'utf8')).toBe(untidy);
  });

  it('keeps the byte-order mark and the line ends of a file', async () => {
    const folder = workplace({ 'a.net': '\uFEFFconst a=1\r\nconst b=2\r\n' });
    expect((await netc(folder, ['fmt', 'a.net'])).code).toBe(0);
    expect(readFileSync(join(folder, 'a.net'), 'utf8')).toBe('\uFEFFconst a = 1\r\nconst b = 2\r\n');
  });

  it('says when there is nothing to format', async () => {
    const folder = workplace({ 'photos/readme.txt': '', 'small.net': tiny });
    expect((await netc(folder, ['fmt', 'photos'])).err).toContain('NET7070');
    expect((await netc(folder, ['fmt', 'smal.net'])).err).toContain('small.net');
    const foreign = workplace({ 'graph.net': pajek });
    const { code, err } = await netc(foreign, ['fmt', 'graph.net']);
    expect(code).toBe(1);
    expect(err).toContain('Pajek');
  });
});

describe('netc/prettier-plugin', () => {
  it('is a plugin that Prettier finds by its name', () => {
    const prettier = fileURLToPath(import.meta.resolve('prettier/bin/prettier.cjs'));
    const root = fileURLToPath(new URL('../../', import.meta.url));
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [prettier, '--no-config', '--plugin', 'netc/prettier-plugin', '--stdin-filepath', 'a.net'],
      { cwd: root, input: untidy, encoding: 'utf8' },
    );
    expect([stdout, stderr]).toEqual([tidy, '']);
  });
});
