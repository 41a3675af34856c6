/** Red, green and blue as seen, 0 to 1 (sRGB). */
export type Colour = readonly [number, number, number];

export const mixed = (a: Colour, b: Colour, t: number): Colour => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

export const times = (a: Colour, by: number): Colour => [
  Math.min(1, a[0] * by),
  Math.min(1, a[1] * by),
  Math.min(1, a[2] * by),
];

/** `#rrggbb` as a colour. */
export function hex(text: string): Colour {
  const n = Number.parseInt(text.slice(1), 16);
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

/** A colour as SVG writes it. */
export function css(colour: Colour): string {
  const byte = (v: number): number => Math.round(Math.min(1, Math.max(0, v)) * 255);
  return `rgb(${byte(colour[0])},${byte(colour[1])},${byte(colour[2])})`;
}

/** Hue in turns, saturation and lightness from 0 to 1. */
export function hsl(hue: number, saturation: number, lightness: number): Colour {
  const a = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): number => {
    const k = (((n + hue * 12) % 12) + 12) % 12;
    return lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4)];
}
