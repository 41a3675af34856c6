import type { DescribedPhoto } from '../codegen/export/metadata.ts';
import { greyRaster } from '../runtime/data/decode/grey-raster.ts';
import type { Raster } from '../runtime/data/pixels/raster.ts';
import { resizePhoto } from '../runtime/data/pixels/resize-photo.ts';
import { pixelWorkspace } from '../runtime/data/pixels/workspace.ts';
import type { Levels } from './open-model.ts';

/** A photo as the network gets it, by the code that made the photos of its training. */
export function see(raster: Raster, { shape, resize }: DescribedPhoto): Levels {
  const [height = 0, width = 0] = shape;
  const channels = shape[2] === 1 ? 1 : 3;
  const space = pixelWorkspace({ height, width, channels });
  space.begin();
  const placed = space.place(channels === 1 ? greyRaster(raster) : raster);
  return { shape, levels: resizePhoto(space, placed, resize).slice() };
}

/** Shows what the network sees. */
export function paint(canvas: HTMLCanvasElement, { shape, levels }: Levels): void {
  const [height = 0, width = 0, channels = 3] = shape;
  [canvas.height, canvas.width] = [height, width];
  const pixels = new ImageData(width, height);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let channel = 0; channel < 3; channel++)
      pixels.data[pixel * 4 + channel] = levels[pixel * channels + (channels === 1 ? 0 : channel)] ?? 0;
    pixels.data[pixel * 4 + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
}
