import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { previewAugmentation } from '../../../../src/runtime/project/preview-augmentation.ts';
import { temporaryFolder, writeClasses } from '../photo-files.ts';

const program = (settings: string): string => `data pets = images(".") {
  size: 30x40
  split: fractions(60%, 20%, 20%)
}
model Net(photo: [30, 40, 3]) { output kind = photo -> flatten -> dense(1, sigmoid) }
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
  expect({ width, height }).toEqual({ width: 4 + 4 * 44, height: 4 + 26 + 18 + 2 * 34 + 4 });
});
