import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pixelMap } from '../../../src/typecheck/data/pixel-domains.ts';
import { fillPart } from '../../../src/runtime/data/workers/fill-part.ts';
import { uniform } from '../../support/draws.ts';
import { temporaryFolder } from './photo-files.ts';

const drawn = (name: string, count: number): Uint8Array =>
  Uint8Array.from(uniform(name, count), (draw) => Math.floor(draw * 256));

// Sizes of which the kernels' vectors leave every rest.
test.each([
  [1, 1],
  [1, 2],
  [3, 1],
  [5, 1],
  [2, 4],
  [7, 9],
])('photos of %ix%i from memory and from a file', (height, width) => {
  const size = { height, width, channels: 3 } as const;
  const count = height * width * 3;
  const [first, second] = [drawn('first', count), drawn('second', count)];
  const path = join(temporaryFolder(), 'pixels');
  writeFileSync(path, Buffer.concat([Buffer.of(1, 2, 3), second]));
  const batch = new Float32Array(4 * count).fill(-1);
  const photos = [
    { pixels: first },
    { file: openSync(path, 'r'), at: 3 },
    { file: openSync(path, 'r'), at: 4 },
  ];
  const request = { kind: 'fill', id: 0, photos, size } as const;
  const part = { batch, numbers: [1, 2, 3], places: [5, 4, 3] };
  expect(fillPart({ ...request, part: { ...part, map: pixelMap('unit', undefined) } })).toEqual([2]);
  const unit = [first, second].flatMap((levels) =>
    [...levels].map((level) => Math.fround(level * Math.fround(1 / 255))),
  );
  const untouched = Array.from({ length: count }, () => -1);
  expect([...batch]).toEqual([...untouched, ...unit, ...untouched]);

  const map = { scale: [1, 2, 0.5], offset: [-103.5, 7, 0.25], reversed: true } as const;
  fillPart({ ...request, part: { ...part, map } });
  for (let at = 0; at < count; at += 3) {
    const [red = 0, green = 0, blue = 0] = second.subarray(at, at + 3);
    expect([...batch.subarray(2 * count + at, 2 * count + at + 3)]).toEqual([
      blue - 103.5,
      green * 2 + 7,
      red * 0.5 + 0.25,
    ]);
  }
});
