import sharp from 'sharp';
import type { Random } from '../random.ts';
import { grain } from '../photo/grain.ts';
import { noise } from '../raster/noise.ts';
import type { Developed } from './style.ts';

/**
 * A painting: each stroke of the brush is a tilted brick that has the colour of its middle, a little lighter or darker.
 * Strokes turn from place to place; a second, finer layer is laid over the first.
 */
export async function painted({ width, height, pixels }: Developed, random: Random): Promise<Uint8Array> {
  const smooth = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .median(3)
    .raw()
    .toBuffer();
  const out = Uint8Array.from(smooth);
  const unit = Math.max(width, height) / 160;
  const broad = random.between(2, 3.4) * unit;
  layStrokes(out, smooth, width, height, broad, random.between(1.8, 3.2), 1, random.fork('broad'));
  layStrokes(out, smooth, width, height, broad * 0.5, random.between(1.6, 3), 0.6, random.fork('fine'));
  return out;
}

/** One layer of strokes, `breadth` pixels wide and `stretch` times as long, that covers what is below by `cover`. */
function layStrokes(
  out: Uint8Array,
  colours: Uint8Array,
  width: number,
  height: number,
  breadth: number,
  stretch: number,
  cover: number,
  random: Random,
): void {
  const offset = random.between(0, 60);
  const directions = 6;
  const turns = Array.from({ length: directions }, (_, i) => {
    const angle = (Math.PI * (i + random.unit())) / directions;
    return [Math.cos(angle), Math.sin(angle)] as const;
  });
  const field = 3.5 / Math.max(width, height);
  const spread = random.between(4, 14);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const where = noise(x * field + offset, y * field, offset);
      const turn = Math.min(directions - 1, Math.floor(where * directions));
      const [cos, sin] = turns[turn] ?? [1, 0];
      const across = (y * cos - x * sin) / breadth;
      const row = Math.floor(across);
      const along = (x * cos + y * sin) / (breadth * stretch) + 0.37 * (row & 3);
      const column = Math.floor(along);
      const [u, v] = [(column + 0.5 - 0.37 * (row & 3)) * breadth * stretch, (row + 0.5) * breadth];
      const px = Math.min(width - 1, Math.max(0, Math.round(u * cos - v * sin)));
      const py = Math.min(height - 1, Math.max(0, Math.round(u * sin + v * cos)));
      const shade = spread * grain(column * 131 + row * 7919 + turn * 31);
      const [from, to] = [(py * width + px) * 3, (y * width + x) * 3];
      for (let c = 0; c < 3; c++) {
        const wanted = Math.min(255, Math.max(0, (colours[from + c] ?? 0) + shade));
        out[to + c] = (out[to + c] ?? 0) * (1 - cover) + wanted * cover;
      }
    }
  }
}
