import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawPhotos, netc, tiny, unwrapped, workplace, type Result } from './netc.ts';

/** Whatever is wrong with single photos, training goes on with the others and says which were left out. */
const broken: Readonly<Record<string, string>> = {
  'cut.jpg': 'is cut short: its end is missing',
  'empty.jpg': 'is empty: it has no bytes',
  'page.jpg': 'is a web page, not a photo: a download has probably failed',
  'bomb.jpg': 'is larger than a photo can be (60000x60000)',
  'circle.jpg': 'cannot be opened (ELOOP: it is a link that leads back to itself)',
  'dead.jpg': 'is not there any more',
};

/** Photos that are well, in places and under names that are not. */
const strange = ['caf\xe9.jpg', `${'n'.repeat(251)}.jpg`, `${'folder/'.repeat(80)}deep.jpg`];

function writeBroken(folder: string, photo: Buffer): void {
  const bomb = Buffer.from(photo);
  const frame = bomb.indexOf(Buffer.of(0xff, 0xc0));
  bomb.fill(Buffer.from('ea60ea60', 'hex'), frame + 5, frame + 9);
  const write = (name: string, content: string | Buffer): void => {
    writeFileSync(join(folder, name), content);
  };
  write('cut.jpg', photo.subarray(0, photo.length / 2));
  write('empty.jpg', '');
  write('page.jpg', '<!DOCTYPE html><title>404</title>');
  write('bomb.jpg', bomb);
  symlinkSync('circle.jpg', join(folder, 'circle.jpg'));
  symlinkSync('nowhere.jpg', join(folder, 'dead.jpg'));
}

async function run(folder: string): Promise<Result> {
  const result = await netc(folder, ['run', 'tiny.net', '--engine', 'cpu']);
  return { ...result, err: unwrapped(result.err) };
}

describe('netc run', () => {
  it('goes on without what is wrong in a folder, and names it', async () => {
    const folder = workplace({ 'tiny.net': tiny });
    await drawPhotos(folder);
    const place = join(folder, 'photos/train/dark');
    const photo = readFileSync(join(place, '0.jpg'));
    writeBroken(place, photo);
    symlinkSync('..', join(place, 'up'));
    for (const name of strange) {
      const bytes = Buffer.from(join(place, name), 'latin1');
      mkdirSync(bytes.subarray(0, bytes.lastIndexOf('/')), { recursive: true });
      writeFileSync(bytes, photo);
    }
    const { code, out, err } = await run(folder);
    expect(code).toBe(0);
    for (const [name, what] of Object.entries(broken)) expect(err).toContain(`train/dark/${name} ${what}`);
    expect(err.match(/NET5501/g)).toHaveLength(Object.keys(broken).length);
    expect(out).toMatch(/Test: accuracy/);
    const lock = JSON.parse(readFileSync(join(folder, 'runs/0001-tiny/split.json'), 'utf8')) as {
      readonly splits: { readonly train: readonly Readonly<Record<string, readonly string[]>>[] };
    };
    const trained = Object.entries(lock.splits.train[0] ?? {}).flatMap(([where, names]) =>
      names.map((name) => where + name),
    );
    expect(trained).toEqual(
      expect.arrayContaining([
        'train/dark/caf\\xe9.jpg',
        `train/dark/${strange[1] ?? ''}`,
        `train/dark/${strange[2] ?? ''}`,
      ]),
    );
  });

  it('goes on without what is wrong in a table, and names its rows', async () => {
    const folder = workplace({ 'tiny.net': tabular });
    await drawPhotos(folder, { train: 30 });
    const place = join(folder, 'photos/train/dark');
    writeBroken(place, readFileSync(join(place, '0.jpg')));
    const listed = (name: string): readonly string[] =>
      readdirSync(join(folder, 'photos/train', name))
        .filter((file) => /^\d/.test(file))
        .map((file, age) => `train/${name}/${file},${name},${age}`);
    const rows = [
      ...listed('dark'),
      ...listed('light'),
      ...Object.keys(broken).map((name) => `train/dark/${name},dark,1`),
      `${'n'.repeat(500)}.jpg,dark,1`,
      'train/dark/0.jpg,dark',
    ];
    writeFileSync(join(folder, 'photos/ages.csv'), ['path,kind,age', ...rows].join('\n'));
    const { code, err } = await run(folder);
    expect(code).toBe(0);
    for (const [index, [name, what]] of Object.entries(broken).entries())
      expect(err).toContain(`train/dark/${name} (row ${32 + index}) ${what}`);
    expect(err).toMatch(/n+\.jpg \(row 38\) cannot be opened \(ENAMETOOLONG/);
    expect(err).toContain('1 row of photos/ages.csv has another number of cells than its first');
    expect(err).toContain('row 39: 2 cells where 3 are named');
  });

  it('stops at what is wrong with all of a table, before anything is trained', async () => {
    const refused = async (lines: readonly string[]): Promise<string> => {
      const folder = workplace({ 'tiny.net': tabular });
      await drawPhotos(folder, { train: 4 });
      writeFileSync(join(folder, 'photos/ages.csv'), lines.join('\n'));
      const { code, err } = await run(folder);
      expect(code).toBe(1);
      rmSync(join(folder, 'photos'), { recursive: true });
      return err;
    };
    expect(await refused(['path,kind', 'train/dark/0.jpg,dark'])).toContain('has no column age');
    expect(await refused(['path,kind,age', 'train/dark/0.jpg,dark,old', 'x.jpg,light,new'])).toMatch(
      /NET5202\]: Of 2 rows, 2 rows of photos\/ages\.csv have no number in age/,
    );
    expect(await refused(['path,kind,age', '../../etc/passwd,dark,1'])).toContain(
      'Row 2 of photos/ages.csv names a photo outside its folder: ../../etc/passwd',
    );
  });
});

const tabular = `data photos = table("photos/ages.csv") {
  photo: image(column: "path", size: 12x12)
  kind: binary("dark", "light")
  age: number
  split: fractions(80%, 10%, 10%)
}

model Tiny(photo: [12, 12, 3]) {
  base = photo -> conv(4, 3, relu) -> maxpool(2) -> flatten -> dropout(0.25)
  output kind = base -> dense(1, sigmoid)
  output age = base -> dense(1)
}

train tiny = Tiny on photos { // allow NET6050: it is there to run, not to learn
  batch: 3
  minimize: binary_crossentropy(kind) + mse(age)
  optimizer: rmsprop(1e-3)
  epochs: 1
}
`;
