import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Picture } from '../../src/report/graph/index.ts';
import { netc, tiny, workplace } from './netc.ts';

const phases = tiny
  .replace('  epochs: epochs\n', '')
  .replace(
    /\}\s*$/,
    '  phase first { freeze: kind.conv1, epochs: 1 }\n  phase second { unfreeze: *, epochs: 1 }\n}\n',
  );

/** Reads a document as XML, which must be sound, and gives its size. */
async function sizeOf(svg: string): Promise<readonly [number, number]> {
  const { format, width, height } = await sharp(Buffer.from(svg)).metadata();
  expect(format).toBe('svg');
  return [width, height];
}

describe('netc graph', () => {
  it('prints an SVG with every layer, its line and the shapes between', async () => {
    const { code, out, err } = await netc(workplace({ 'tiny.net': tiny }), ['graph', 'tiny.net']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [width, height] = await sizeOf(out);
    expect(out).toContain(`viewBox="0 0 ${width} ${height}"`);
    expect(out).toMatch(/<g id="layer:kind\.conv1" data-line="\d+">/);
    expect(out).toContain('>conv 3×3, 4, relu<');
    expect(out).toContain('>10×10×4<');
  });

  it('writes a PNG twice as large, with the colours of the layers', async () => {
    const folder = workplace({ 'tiny.net': tiny });
    const [width, height] = await sizeOf((await netc(folder, ['graph', 'tiny.net'])).out);
    const { code, err } = await netc(folder, ['graph', 'tiny.net', '-o', 'tiny.png']);
    expect(code).toBe(0);
    expect(err).toMatch(/^wrote tiny\.png: \w+ at depth \d, \d+ boxes\n$/);
    const png = sharp(readFileSync(join(folder, 'tiny.png')));
    expect(await png.metadata()).toMatchObject({ format: 'png', width: 2 * width, height: 2 * height });
    const { dominant } = await png.stats();
    expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(230);
  });

  it('takes the format from the file, and gives JSON and DOT', async () => {
    const folder = workplace({ 'tiny.net': tiny });
    expect((await netc(folder, ['graph', 'tiny.net', '--out', 'tiny.dot'])).code).toBe(0);
    expect(readFileSync(join(folder, 'tiny.dot'), 'utf8')).toMatch(/^digraph /);
    const { out } = await netc(folder, ['graph', 'tiny.net', '--format', 'json', '--depth', '1']);
    const picture = JSON.parse(out) as Picture;
    expect(picture.depth).toBe(1);
    expect(picture.boxes.map(({ id }) => id)).toEqual(['input:photo', 'block:kind', 'output:kind']);
  });

  it('shades what a phase leaves as it is', async () => {
    const folder = workplace({ 'tiny.net': phases });
    const frozen = async (phase: string): Promise<readonly string[]> => {
      const { out } = await netc(folder, ['graph', 'tiny.net', '--phase', phase, '--format', 'json']);
      return (JSON.parse(out) as Picture).boxes.filter((box) => box.frozen === true).map(({ id }) => id);
    };
    expect(await frozen('first')).toEqual(['layer:kind.conv1']);
    expect(await frozen('tiny.second')).toEqual([]);
    const { out } = await netc(folder, ['graph', 'tiny.net', '--phase', 'first']);
    expect(out).toMatch(/phase first trains [\d,]+ of [\d,]+ parameters; what is grey stays as it is/);
  });

  it.each([
    [['--model', 'Tiny2'], 'NET7071'],
    [['--phase', 'frist'], 'NET7072'],
    [['--depth', '0'], 'NET7032'],
    [['--columns', '1.5'], 'NET7032'],
    [['--format', 'png'], 'NET7032'],
  ])('says what is wrong with %j', async (words, code) => {
    const result = await netc(workplace({ 'tiny.net': phases }), ['graph', 'tiny.net', ...words]);
    expect(result.out).toBe('');
    expect(result.err).toContain(code);
    expect(result.code).not.toBe(0);
  });

  it('shows the errors of a program that cannot be checked', async () => {
    const folder = workplace({ 'tiny.net': tiny.replace('conv(4', 'covn(4') });
    const { code, err } = await netc(folder, ['graph', 'tiny.net']);
    expect(code).toBe(1);
    expect(err).toContain('NET2');
  });
});
