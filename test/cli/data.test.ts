import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { netc, tiny, unwrapped, workplace, type Result } from './netc.ts';

/** Photos with some structure, each another one. */
async function drawnPhotos(folder: string): Promise<void> {
  let number = 0;
  for (const split of ['train', 'validation', 'test'])
    for (const name of ['dark', 'light']) {
      const place = join(folder, 'photos', split, name);
      mkdirSync(place, { recursive: true });
      for (let index = 0; index < 4; index++) await structured(++number).toFile(join(place, `${index}.jpg`));
    }
}

function structured(number: number, scale = 1): Sharp {
  const [height, width] = [40 * scale, 60 * scale];
  const pixels = Buffer.alloc(height * width * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const wave =
        Math.sin((x / scale) * (0.05 + number * 0.013)) * Math.cos((y / scale) * (0.3 - number * 0.009));
      pixels.fill(128 + Math.round(wave * 100), (y * width + x) * 3, (y * width + x + 1) * 3);
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg();
}

async function prepared(): Promise<string> {
  const folder = workplace({ 'tiny.net': tiny });
  await drawnPhotos(folder);
  return folder;
}

describe('netc data', () => {
  it('counts photos by class and split', async () => {
    const folder = await prepared();
    const { code, out, err } = await netc(folder, ['data', 'tiny.net']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('photos (photos): 24 photos');
    expect(out).toMatch(/dark +4 +4 +4 +12\nlight +4 +4 +4 +12\nall +8 +8 +8 +24/);
    expect(out).toContain('Photos of 40x60 pixels');
    expect(out).toContain('0 broken photos, 0 photos more than once, 0 pairs alike in different splits');
  });

  it('finds what is broken, the same and alike, and leaves it out when it is told to', async () => {
    const folder = await prepared();
    const photos = join(folder, 'photos');
    copyFileSync(join(photos, 'train/dark/0.jpg'), join(photos, 'test/dark/copy.jpg'));
    await structured(2, 2).toFile(join(photos, 'validation/dark/large.jpg'));
    writeFileSync(
      join(photos, 'train/light/broken.jpg'),
      readFileSync(join(photos, 'train/light/0.jpg')).subarray(0, 300),
    );
    const before = readdirSync(photos, { recursive: true }).sort();

    const found = await netc(folder, ['data', 'tiny.net', '--json']);
    expect(found.code).toBe(1);
    const { data } = JSON.parse(found.out) as { data: readonly Record<string, unknown>[] };
    expect(data[0]).toMatchObject({
      broken: [{ file: 'train/light/broken.jpg', reason: 'truncated' }],
      identical: [
        [
          { file: 'train/dark/0.jpg', split: 'train', class: 'dark' },
          { file: 'test/dark/copy.jpg', split: 'test', class: 'dark' },
        ],
      ],
      similar: [[{ file: 'train/dark/1.jpg' }, { file: 'validation/dark/large.jpg' }]],
      messages: [{ code: 'NET5501' }, { code: 'NET5301' }, { code: 'NET6040' }],
    });
    expect(existsSync(join(photos, 'netc-quarantine.txt'))).toBe(false);

    const fixed = await netc(folder, ['data', 'tiny.net', '--fix']);
    expect(fixed).toMatchObject({ code: 0 });
    expect(fixed.out).toContain('Left out from now on: 2 photos');
    expect(readFileSync(join(photos, 'netc-quarantine.txt'), 'utf8').split('\n').slice(1, 3)).toEqual([
      'train/light/broken.jpg\t# truncated',
      'train/dark/0.jpg\t# the same as test/dark/copy.jpg',
    ]);
    expect(readdirSync(photos, { recursive: true }).sort()).toEqual(
      ['netc-quarantine.txt', ...before].sort(),
    );

    const after = await netc(folder, ['data', 'tiny.net']);
    expect(after.code).toBe(0);
    expect(after.out).toContain('25 photos');
    expect(after.out).toContain('2 photos left out by netc-quarantine.txt');
    const again = await netc(folder, ['data', 'tiny.net', '--fix']);
    expect(again.out).toContain('Nothing to leave out.');
  });

  it('says what is missing as netc run does', async () => {
    const { code, err } = await netc(workplace({ 'tiny.net': tiny }), ['data', 'tiny.net']);
    expect(code).toBe(1);
    expect(err).toContain('NET5101');
  });
});

const augmented = tiny.replace('epochs:', 'augment: flip(horizontal)\n  epochs:');

describe('netc data --preview', () => {
  it('draws what training makes of photos', async () => {
    const folder = workplace({ 'tiny.net': augmented });
    await drawnPhotos(folder);
    const { code, out, err } = await netc(folder, ['data', 'tiny.net', '--preview', 'out.png']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/: augment\nDrawn in out\.png\n$/);
    const { format, width, height } = await sharp(join(folder, 'out.png')).metadata();
    expect(format).toBe('png');
    // Three photos below one another, each beside five of what becomes of it.
    expect(width).toBeGreaterThan(height);
  });

  it('says where nothing is augmented, and draws nothing', async () => {
    const folder = await prepared();
    const { code, out } = await netc(folder, ['data', 'tiny.net', '--preview', 'out.png']);
    expect({ code, out }).toEqual({
      code: 0,
      out: 'No train of tiny.net augments its photos: nothing to draw\n',
    });
    expect(existsSync(join(folder, 'out.png'))).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('what may not be read', () => {
  /** As somebody whom permissions stop: the superuser may read everything. */
  const asOther = (folder: string, command: 'check' | 'data'): Promise<Result> =>
    netc(folder, [command, 'tiny.net'], { uid: process.getuid?.() === 0 ? 65_534 : undefined });
  const open = async (): Promise<string> => {
    const folder = await prepared();
    for (const place of [folder, join(folder, 'photos')]) chmodSync(place, 0o755);
    return folder;
  };
  /** While something is done, lets folders be listed only, or nothing at all. */
  const whileClosed = async <T>(
    folders: Readonly<Record<string, 0 | 0o444>>,
    done: () => Promise<T>,
  ): Promise<T> => {
    for (const [folder, mode] of Object.entries(folders)) chmodSync(folder, mode);
    return done().finally(() => {
      for (const folder of Object.keys(folders)) chmodSync(folder, 0o755);
    });
  };

  it('is named with why, and the rest is looked at', async () => {
    const folder = await open();
    chmodSync(join(folder, 'photos/train/dark/0.jpg'), 0);
    const [more, listed] = ['more', 'listed'].map((name) => join(folder, 'photos/test/light', name));
    for (const place of [more ?? '', listed ?? '']) {
      mkdirSync(join(place, 'deep'), { recursive: true });
      await structured(99).toFile(join(place, 'one.jpg'));
    }
    const { out, err } = await whileClosed({ [more ?? '']: 0, [listed ?? '']: 0o444 }, () =>
      asOther(folder, 'data'),
    );
    const said = unwrapped(err + out);
    expect(said).toContain('train/dark/0.jpg cannot be opened (EACCES: you may not read it)');
    expect(said).toContain('test/light/listed/one.jpg cannot be opened (EACCES: you may not read it)');
    expect(said).toContain('The folder test/light/more/ cannot be read (EACCES)');
    expect(said).toContain('The folder test/light/listed/deep cannot be read (EACCES)');
    expect(said).toContain('2 broken photos');
  });

  it.each([
    ['photos', 0, 'NET5102]: photos cannot be read (EACCES)'],
    ['photos/train', 0, 'NET5102]: photos/train cannot be read (EACCES)'],
    ['photos/train/dark', 0, 'NET5105]: The class dark has no photos that can be read'],
    ['photos/train', 0o444, 'NET5102]: photos/train cannot be read (EACCES)'],
  ] as const)('%s with the mode %i is not taken for empty', async (place, mode, expected) => {
    const folder = await open();
    const { code, err } = await whileClosed({ [join(folder, place)]: mode }, () => asOther(folder, 'check'));
    expect(code).toBe(1);
    expect(err).toContain(expected);
  });
});
