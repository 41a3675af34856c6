import type { Random } from '../random.ts';
import { flat } from './flat.ts';
import { lines } from './lines.ts';
import { painted } from './painted.ts';

/** A developed picture that a style makes over: its bytes, and the outlines of what is in it (1 at each). */
export interface Developed {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly outline: Uint8Array;
}

/** How a picture is made: taken as a photo, drawn with lines, laid out in flat colours, or painted. */
export type StyleName = 'photo' | 'lines' | 'flat' | 'painted';

type Style = (picture: Developed, random: Random) => Promise<Uint8Array>;

const styles: Readonly<Record<StyleName, Style>> = {
  photo: ({ pixels }) => Promise.resolve(pixels),
  lines,
  flat,
  painted,
};

/** A style, photos more often than each of the others. */
export function pickStyle(random: Random): StyleName {
  return random.weighted<StyleName>([
    [2, 'photo'],
    [1, 'lines'],
    [1, 'flat'],
    [1, 'painted'],
  ]);
}

/** The bytes of a picture in a style. */
export async function styled(name: StyleName, picture: Developed, random: Random): Promise<Uint8Array> {
  return styles[name](picture, random);
}
