import type { Random } from '../random.ts';
import { grain } from './grain.ts';

/** What the camera and its settings do to a picture. */
export interface Development {
  /** Factor on each channel of the light: exposure and colour cast. */
  readonly gains: readonly [number, number, number];
  readonly contrast: number;
  readonly saturation: number;
  /** How dark the corners are, 0 to 1. */
  readonly vignette: number;
  /** Standard deviation of the sensor's noise, in levels of 256. */
  readonly noise: number;
  /** Standard deviation of the blur, in pixels; 0 for none. */
  readonly blur: number;
  readonly quality: number;
  readonly grainOffset: number;
}

/** Draws how a picture is developed. */
export function drawDevelopment(random: Random): Development {
  const exposure = 2 ** (0.08 + random.bell() * 0.32);
  const warmth = random.bell() * 0.07;
  const tint = random.bell() * 0.025;
  return {
    gains: [exposure * (1 + warmth), exposure * (1 + tint), exposure * (1 - warmth)],
    contrast: random.between(0.85, 1.2),
    saturation: random.chance(0.03) ? 0 : random.between(0.65, 1.15),
    vignette: random.chance(0.6) ? random.between(0.05, 0.4) : 0,
    noise: random.between(0.8, 3) + (random.chance(0.2) ? random.between(1, 5) : 0),
    blur: random.chance(0.3) ? random.between(0.4, 1.3) : 0,
    quality: random.whole(72, 93),
    grainOffset: random.whole(0, 65535),
  };
}

/** Light to levels of 256: gain, gamma, and an S-curve about the middle for contrast. */
function toneCurve(gain: number, contrast: number): Float32Array {
  return Float32Array.from({ length: 1024 }, (_, i) => {
    const light = (i / 1023) * 2 * gain;
    // Rolls off towards white as film does.
    const rolled = light < 0.7 ? light : 0.7 + 0.3 * (1 - Math.exp(-(light - 0.7) / 0.3));
    const seen = Math.sqrt(rolled);
    return 255 * Math.min(1, Math.max(0, 0.5 + (seen - 0.5) * contrast));
  });
}

/** Linear light (0 to 2) to pixels, through the tone curve, saturation and vignette. */
export function exposed(
  width: number,
  height: number,
  light: Float32Array,
  settings: Development,
): Uint8Array {
  const curves = settings.gains.map((gain) => toneCurve(gain, settings.contrast));
  const [red, green, blue] = [
    curves[0] ?? new Float32Array(0),
    curves[1] ?? new Float32Array(0),
    curves[2] ?? new Float32Array(0),
  ];
  const out = new Uint8Array(width * height * 3);
  const { saturation, vignette } = settings;
  const scale = 1 / (width * width + height * height);
  for (let y = 0; y < height; y++) {
    const dy = 2 * y - height;
    for (let x = 0; x < width; x++) {
      const dx = 2 * x - width;
      const far = (dx * dx + dy * dy) * scale;
      const dim = 511.5 * (1 - vignette * far);
      const o = (y * width + x) * 3;
      const r = red[Math.min(1023, ((light[o] ?? 0) * dim) | 0)] ?? 0;
      const g = green[Math.min(1023, ((light[o + 1] ?? 0) * dim) | 0)] ?? 0;
      const b = blue[Math.min(1023, ((light[o + 2] ?? 0) * dim) | 0)] ?? 0;
      const grey = 0.3 * r + 0.59 * g + 0.11 * b;
      out[o] = byte(grey + (r - grey) * saturation);
      out[o + 1] = byte(grey + (g - grey) * saturation);
      out[o + 2] = byte(grey + (b - grey) * saturation);
    }
  }
  return out;
}

/** Adds the sensor's noise: mostly in brightness, a little in colour. In place. */
export function addNoise(pixels: Uint8Array, { noise, grainOffset }: Development): void {
  for (let i = 0, p = 0; i < pixels.length; i += 3, p++) {
    const common = grain(p + grainOffset) * noise;
    const colour = noise * 0.4;
    pixels[i] = byte((pixels[i] ?? 0) + common + colour * grain(p * 3 + grainOffset + 7919));
    pixels[i + 1] = byte((pixels[i + 1] ?? 0) + common);
    pixels[i + 2] = byte((pixels[i + 2] ?? 0) + common + colour * grain(p * 5 + grainOffset + 104729));
  }
}

function byte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
}
