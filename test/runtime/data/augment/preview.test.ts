import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { previewAugmentation } from '../../../../src/runtime/project/preview-augmentation.ts';
import { temporaryFolder, writeClasses } from '../photo-files.ts';

const program = (settings: string, height = 30, resize = 'stretch'): string => `data pets = images(".") {
  size: ${height}x40
  resize: ${resize}
  split: fractions(60%, 20%, 20%)
}
model Net(photo: [${height}, 40, 3]) { output kind = photo -> flatten -> dense(1, sigmoid) }
train run = Net on pets {
  ${settings}
  minimize: binary_crossentropy(kind)
  optimizer: adam
  epochs: 1
}`;

test('a preview has a row for each photo and a column for each epoch', async () => {
  const folder = temporaryFolder();
  await writeClasses(folder, { cat: 10, dog: 10 });
  const path = join(folder, 'preview.png');
  const request = { workingDirectory: folder, settings: {}, path, photos: 2, epochs: 3 };
  writeFileSync(join(folder, 'plain.net'), program(''));
  expect(await previewAugmentation(join(folder, 'plain.net'), request)).toEqual([]);
  expect(existsSync(path)).toBe(false);
  writeFileSync(join(folder, 'cut.net'), program('augment: cutout(100%, level: 100%)\n  mix: mixup'));
  expect(await previewAugmentation(join(folder, 'cut.net'), request)).toEqual(['run: augment and mixup']);
  const { width, height } = await sharp(path).metadata();
  // Photos of 30x40 are shown three times as large, so that there is room for words.
  expect({ width, height }).toEqual({ width: 4 + 4 * 124, height: 4 + 26 + 18 + 2 * 94 + 4 });
});

test('a preview shows photos as the data set resizes them', async () => {
  const folder = temporaryFolder();
  await writeClasses(folder, { cat: 5, dog: 5 });
  const path = join(folder, 'preview.png');
  const request = { workingDirectory: folder, settings: {}, path, photos: 1, epochs: 1 };
  const bars = async (resize: string): Promise<readonly boolean[]> => {
    writeFileSync(join(folder, 'shaped.net'), program('mix: mixup', 40, resize));
    await previewAugmentation(join(folder, 'shaped.net'), request);
    // The photo itself, below the heading and the names of the columns: twice as large, bars of 5 rows around 30 rows of 40 pixels.
    const areas = [0, 5, 35].map((top, area) => ({
      left: 4,
      top: 48 + 2 * top,
      width: 80,
      height: area === 1 ? 60 : 10,
    }));
    const blacks = areas.map(async (area) => {
      const { channels } = await sharp(
        await sharp(path).extract(area).removeAlpha().png().toBuffer(),
      ).stats();
      return channels.every(({ max }) => max === 0);
    });
    return Promise.all(blacks);
  };
  expect(await bars('stretch')).toEqual([false, false, false]);
  expect(await bars('pad')).toEqual([true, false, true]);
});
