import sharp from 'sharp';
import type { Random } from '../random.ts';
import { inkOf } from './ink.ts';
import type { Developed } from './style.ts';

/** Areas of one colour each, as in a poster or a comic: few levels of brightness, and at times a black outline. */
export async function flat(
  { width, height, pixels, outline }: Developed,
  random: Random,
): Promise<Uint8Array> {
  const levels = random.whole(3, 6);
  const vivid = random.between(0.9, 1.7);
  const outlined = random.chance(0.5);
  const smooth = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .median(5)
    .raw()
    .toBuffer();
  const ink = outlined ? inkOf(smooth, width, height, outline, random.between(6, 12)) : undefined;
  const out = new Uint8Array(pixels.length);
  for (let i = 0; i < width * height; i++) {
    const [r, g, b] = [smooth[i * 3] ?? 0, smooth[i * 3 + 1] ?? 0, smooth[i * 3 + 2] ?? 0];
    const grey = 0.3 * r + 0.59 * g + 0.11 * b;
    const step = ((Math.floor((grey / 256) * levels) + 0.5) / levels) * 255;
    const keep = 1 - (ink?.[i] ?? 0);
    // The colour keeps its hue, and its distance from grey comes in steps as well.
    const channel = (value: number): number => {
      const tint = Math.round((value - grey) / 24) * 24 * vivid;
      return Math.min(255, Math.max(0, step + tint)) * keep;
    };
    out[i * 3] = channel(r);
    out[i * 3 + 1] = channel(g);
    out[i * 3 + 2] = channel(b);
  }
  return out;
}
