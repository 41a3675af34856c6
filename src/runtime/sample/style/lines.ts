import sharp from 'sharp';
import { hsl, mixed } from '../photo/colour.ts';
import { grain } from '../photo/grain.ts';
import type { Random } from '../random.ts';
import { inkOf } from './ink.ts';
import type { Developed } from './style.ts';

/** A drawing with a pen, a pencil or chalk on paper, with or without a wash of the picture's colours. */
export async function lines(
  { width, height, pixels, outline }: Developed,
  random: Random,
): Promise<Uint8Array> {
  const chalk = random.chance(0.2);
  const hue = random.unit();
  const paper = chalk
    ? hsl(hue, random.between(0, 0.4), random.between(0.08, 0.25))
    : mixed([1, 1, 1], hsl(hue, 0.5, 0.8), random.between(0, 0.5));
  const pen = chalk
    ? hsl(random.unit(), random.between(0, 0.4), random.between(0.8, 0.95))
    : hsl(random.unit(), random.between(0, 0.6), random.between(0.05, 0.35));
  const wash = random.chance(0.5) ? random.between(0.15, 0.6) : 0;
  const tooth = random.between(0.02, 0.25);
  const [smooth, colours] = await Promise.all(
    [random.between(0.5, 1.1), random.between(2, 5)].map((sigma) =>
      sharp(pixels, { raw: { width, height, channels: 3 } })
        .blur(sigma)
        .raw()
        .toBuffer(),
    ),
  );
  const ink = inkOf(smooth ?? pixels, width, height, outline, random.between(4, 8));
  const out = new Uint8Array(pixels.length);
  for (let i = 0; i < ink.length; i++) {
    const covered = Math.max(0, Math.min(1, (ink[i] ?? 0) * (1 + tooth * grain(i))));
    for (let c = 0; c < 3; c++) {
      const sheet = 255 * (paper[c] ?? 0);
      const ground = sheet + wash * ((colours?.[i * 3 + c] ?? 0) - sheet);
      out[i * 3 + c] = Math.min(
        255,
        Math.max(0, ground + covered * (255 * (pen[c] ?? 0) - ground) + 4 * tooth * grain(i + 7919)),
      );
    }
  }
  return out;
}
