import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { netc, tiny, workplace } from './netc.ts';

const slips = tiny
  .replace('conv(4, 3, relu)', 'conv(4, 3, padding = same, activaton: relu)')
  .replace('dropout(0.25) -> dense', 'droput(0.25) dense');

/** The text of a file of a folder. */
const textOf = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');

describe('netc check --fix', () => {
  it('repairs slips, those that hid others too, and says what it did', async () => {
    const folder = workplace({ 'tiny.net': slips });
    const { code, out, err } = await netc(folder, ['check', 'tiny.net', '--fix']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(textOf(folder, 'tiny.net')).toBe(
      tiny.replace('conv(4, 3, relu)', 'conv(4, 3, padding: same, activation: relu)'),
    );
    expect(out).toMatch(/^tiny\.net:9: Write `:` \(NET1201\)$/m);
    expect(out).toMatch(/^tiny\.net:9: Change to dropout \(NET2002\)$/m);
    expect(out).toContain('tiny.net: no problems left');
    const again = await netc(folder, ['check', 'tiny.net', '--fix']);
    expect(again.out).toBe('tiny.net: no problems; photos is not there to be looked at\n');
  });

  it('exits by what is left', async () => {
    const folder = workplace({ 'tiny.net': slips.replace('[12, 12, 3]', '[12, 12]') });
    const { code, out, err } = await netc(folder, ['check', 'tiny.net', '--fix']);
    expect(code).toBe(1);
    expect(out).toContain('NET2002');
    expect(err).toContain('NET3013');
    expect(err).not.toContain('NET2002');
    expect(textOf(folder, 'tiny.net')).toContain('padding: same');
  });

  it('tells programs what it did', async () => {
    const folder = workplace({ 'tiny.net': slips });
    const { code, out } = await netc(folder, ['check', 'tiny.net', '--fix', '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      diagnostics: [],
      repairs: expect.arrayContaining([
        { path: 'tiny.net', line: 9, code: 'NET2002', title: 'Change to dropout' },
      ]) as unknown,
    });
  });

  it('repairs what the file imports, and leaves the standard library alone', async () => {
    const folder = workplace({
      'pair.net': 'block Pair(channels: int) = conv(channels, 3, rellu) -> maxpool(2)\n',
      'tiny.net': `import { Pair } from "./pair"\n\n${tiny.replace('conv(4, 3, relu) -> maxpool(2)', 'Pair(4)')}`,
    });
    const before = textOf(folder, 'tiny.net');
    const { code, out } = await netc(folder, ['check', 'tiny.net', '--fix']);
    expect(code).toBe(0);
    expect(out).toContain('pair.net:1: ');
    expect(textOf(folder, 'pair.net')).toContain('conv(channels, 3, relu)');
    expect(textOf(folder, 'tiny.net')).toBe(before);
  });

  it('keeps permissions, links and a byte-order mark', async () => {
    const folder = workplace({ 'real.net': `\uFEFF${slips}` });
    chmodSync(join(folder, 'real.net'), 0o640);
    symlinkSync('real.net', join(folder, 'tiny.net'));
    const { code } = await netc(folder, ['check', 'tiny.net', '--fix']);
    expect(code).toBe(0);
    expect(lstatSync(join(folder, 'tiny.net')).isSymbolicLink()).toBe(true);
    expect(statSync(join(folder, 'real.net')).mode & 0o777).toBe(0o640);
    expect(textOf(folder, 'real.net')).toMatch(/^\uFEFFparam[^]*padding: same/);
  });

  it('does not touch a file without anything to repair', async () => {
    const folder = workplace({ 'tiny.net': tiny });
    const before = statSync(join(folder, 'tiny.net')).mtimeMs;
    await netc(folder, ['check', 'tiny.net', '--fix']);
    expect(statSync(join(folder, 'tiny.net')).mtimeMs).toBe(before);
  });

  it('says so where it cannot write', async () => {
    const folder = workplace();
    writeFileSync(join(folder, 'tiny.net'), Buffer.from(`${slips}// caf\xe9\n`, 'latin1'));
    const { code, err } = await netc(folder, ['check', 'tiny.net', '--fix']);
    expect(code).toBe(2);
    expect(err).toContain('NET7004');
  });
});

describe('very many problems', () => {
  it('are shown up to a number, errors first', async () => {
    const lines = Array.from({ length: 70 }, (_, index) => `  x${index} = photo -> nolayer${index}`);
    const text = `model Net(photo: [8, 8, 3]) {\n${lines.join('\n')}\n  output kind = photo -> flatten\n}\n`;
    const folder = workplace({ 'many.net': text });
    const { code, err } = await netc(folder, ['check', 'many.net']);
    expect(code).toBe(1);
    expect(err.match(/^error\[/gm)).toHaveLength(50);
    expect(err).toContain('and 20 errors more that are not shown; --format json lists all');
    const all = await netc(folder, ['check', 'many.net', '--format', 'json']);
    expect(all.out.match(/"code"/g)).toHaveLength(70);
  });
});
