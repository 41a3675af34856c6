import type { Random } from '../random.ts';
import { shapes, type Place, type Stroke } from './shapes.ts';

/** Pixels of a side, as in MNIST. */
export const digitSide = 28;
/** The box in which a digit is written: twenty pixels high, as MNIST fits them. */
const BOX = 20;
/** Straight pieces between two places of a round stroke. */
const PIECES = 6;

/** How somebody writes: what all strokes of a digit share. */
interface Hand {
  readonly width: number;
  readonly height: number;
  readonly slant: number;
  readonly turn: number;
  /** Of the pen, in pixels to either side of its middle. */
  readonly pen: number;
  /** Pixels from ink to paper. */
  readonly softness: number;
  readonly ink: number;
  /** How far a place may be from where it should be, in shares of the box. */
  readonly unsteadiness: number;
}

/** Draws one digit, white on black: 28 × 28 grey levels. The same random stream draws the same bytes. */
export function drawDigit(digit: number, random: Random): Uint8Array {
  const ways = shapes[digit] ?? [];
  const shape = ways[random.whole(0, ways.length - 1)] ?? [];
  const hand = handOf(random);
  const wave = [
    random.between(-0.06, 0.06),
    random.between(-0.06, 0.06),
    random.between(0, 6.3),
    random.between(0, 6.3),
  ] as const;
  const lines = shape.map((stroke) => written(stroke, hand, wave, random));
  return inked(centred(lines, random), hand, random);
}

function handOf(random: Random): Hand {
  const isHasty = random.chance(0.25);
  return {
    width: random.between(0.5, 1),
    height: random.between(0.82, 1),
    slant: random.between(-0.25, 0.55),
    turn: random.between(-0.2, 0.2),
    pen: random.between(0.6, 1.75),
    softness: random.between(0.7, 1.2),
    ink: random.between(0.72, 1),
    unsteadiness: isHasty ? 0.055 : 0.028,
  };
}

/** A stroke as a line of places in pixels, its middle about 0. */
function written(
  { bend, places }: Stroke,
  hand: Hand,
  [across, down, first, second]: readonly [number, number, number, number],
  random: Random,
): readonly Place[] {
  const shaken = places.map(([x, y]): Place => [
    x + random.bell() * hand.unsteadiness + across * Math.sin(4 * y + first),
    y + random.bell() * hand.unsteadiness + down * Math.sin(4 * x + second),
  ]);
  const line = bend === 'round' ? rounded(shaken) : shaken;
  const [cos, sin] = [Math.cos(hand.turn), Math.sin(hand.turn)];
  return line.map(([x, y]) => {
    const upright = [(x - 0.5) * hand.width, (y - 0.5) * hand.height] as const;
    const slanted = [upright[0] - hand.slant * upright[1], upright[1]] as const;
    return [BOX * (cos * slanted[0] - sin * slanted[1]), BOX * (sin * slanted[0] + cos * slanted[1])];
  });
}

/** Through all places without a corner: the spline of Catmull and Rom (1974). */
function rounded(places: readonly Place[]): readonly Place[] {
  const at = (index: number): Place => places[Math.min(Math.max(index, 0), places.length - 1)] ?? [0, 0];
  const line: Place[] = [at(0)];
  for (let index = 0; index + 1 < places.length; index++)
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
      const along = (axis: 0 | 1): number =>
        0.5 *
        (2 * b[axis] +
          (c[axis] - a[axis]) * t +
          (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t +
          (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t);
      line.push([along(0), along(1)]);
    }
  return line;
}

/** The lines fitted into the box and moved so that its middle is that of the picture, more or less. */
function centred(lines: readonly (readonly Place[])[], random: Random): readonly (readonly Place[])[] {
  const all = lines.flat();
  const [left, right] = [Math.min(...all.map(([x]) => x)), Math.max(...all.map(([x]) => x))];
  const [top, bottom] = [Math.min(...all.map(([, y]) => y)), Math.max(...all.map(([, y]) => y))];
  const scale = Math.min(1, BOX / (right - left || 1), BOX / (bottom - top || 1));
  const middle = (digitSide - 1) / 2;
  const [dx, dy] = [middle + random.bell() * 0.8, middle + random.bell() * 0.8];
  return lines.map((line) =>
    line.map(([x, y]): Place => [
      (x - (left + right) / 2) * scale + dx,
      (y - (top + bottom) / 2) * scale + dy,
    ]),
  );
}

/** What a pen leaves along lines: by the distance of each pixel from them, with some grain. */
function inked(lines: readonly (readonly Place[])[], hand: Hand, random: Random): Uint8Array {
  const near = new Float32Array(digitSide * digitSide).fill(digitSide);
  for (const line of lines)
    for (let index = 0; index + 1 < line.length; index++) {
      const [from, to] = [line[index], line[index + 1]];
      if (from !== undefined && to !== undefined) approach(near, from, to, hand.pen + hand.softness);
    }
  const grain = random.between(0, 0.05);
  return Uint8Array.from(near, (distance) => {
    const share = Math.min(1, Math.max(0, (hand.pen + hand.softness / 2 - distance) / hand.softness));
    const level = hand.ink * share * (2 - share) + (share > 0 ? grain * random.bell() : 0);
    return Math.round(255 * Math.min(1, Math.max(0, level)));
  });
}

/** Makes distances smaller where a piece of line is nearer. */
function approach(near: Float32Array, [x0, y0]: Place, [x1, y1]: Place, reach: number): void {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy || 1e-9;
  const bound = (value: number): number => Math.min(digitSide - 1, Math.max(0, value));
  const [left, right] = [
    bound(Math.floor(Math.min(x0, x1) - reach)),
    bound(Math.ceil(Math.max(x0, x1) + reach)),
  ];
  const [top, bottom] = [
    bound(Math.floor(Math.min(y0, y1) - reach)),
    bound(Math.ceil(Math.max(y0, y1) + reach)),
  ];
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length));
      const distance = Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
      const place = y * digitSide + x;
      if (distance < (near[place] ?? 0)) near[place] = distance;
    }
}
