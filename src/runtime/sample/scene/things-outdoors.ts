import { type Colour, css, hsl, times } from '../photo/colour.ts';
import type { Random } from '../random.ts';
import type { Sheet } from './sheet.ts';
import { type Thing, any, shadow } from './things.ts';

export const tree: Thing = (sheet, x, y, size, random) => {
  const bark = hsl(random.between(0.05, 0.1), 0.25, random.between(0.18, 0.35));
  const green = hsl(random.between(0.18, 0.4), random.between(0.2, 0.45), random.between(0.2, 0.42));
  const w = size * random.between(0.04, 0.08);
  sheet.path(
    [
      'M',
      x - w,
      y,
      'Q',
      x - w * 0.4,
      y - size * 0.3,
      x - w * 0.5,
      y - size * 0.6,
      'L',
      x + w * 0.5,
      y - size * 0.6,
      'Q',
      x + w * 0.4,
      y - size * 0.3,
      x + w,
      y,
      'Z',
    ],
    css(bark),
  );
  if (random.chance(0.25)) {
    for (let i = 0; i < 4; i++) {
      const base = y - size * (0.25 + 0.17 * i);
      const half = size * (0.3 - 0.055 * i);
      sheet.polygon(
        [
          [x - half, base],
          [x, base - size * 0.34],
          [x + half, base],
        ],
        css(times(green, 0.7 + 0.12 * i)),
      );
    }
    return;
  }
  foliage(sheet, x, y - size * 0.7, size * 0.34, size * 0.3, green, random, 34);
};

/** Leaves in clumps over an oval: dark below, light where the sky reaches them. */
function foliage(
  sheet: Sheet,
  x: number,
  y: number,
  rx: number,
  ry: number,
  green: Colour,
  random: Random,
  clumps: number,
): void {
  sheet.ellipse(x, y, rx * 0.9, ry * 0.9, css(times(green, 0.55)));
  for (let i = 0; i < clumps; i++) {
    const height = 1 - (2 * i) / clumps;
    const across = random.between(-1, 1) * Math.sqrt(Math.max(0.05, 1 - height * height));
    const [cx, cy] = [x + across * rx, y + height * ry];
    const r = rx * random.between(0.16, 0.34);
    const tone = times(green, 0.95 - 0.35 * height + random.between(-0.12, 0.12));
    sheet.path(
      [
        'M',
        cx - r,
        cy + r * 0.3,
        'Q',
        cx - r * 0.9,
        cy - r,
        cx - r * 0.1,
        cy - r * 0.8,
        'Q',
        cx + r * 0.9,
        cy - r * 1.1,
        cx + r,
        cy + r * 0.1,
        'Q',
        cx + r * 0.7,
        cy + r,
        cx,
        cy + r * 0.6,
        'Q',
        cx - r * 0.8,
        cy + r,
        cx - r,
        cy + r * 0.3,
        'Z',
      ],
      css(tone),
      0.95,
    );
  }
}

export const bush: Thing = (sheet, x, y, size, random) => {
  const green = hsl(random.between(0.2, 0.4), random.between(0.2, 0.45), random.between(0.18, 0.38));
  foliage(sheet, x, y - size * 0.3, size * 0.75, size * 0.42, green, random, 30);
};

export const flowers: Thing = (sheet, x, y, size, random) => {
  const petal = any(random, [0.5, 0.85], [0.55, 0.8]);
  for (let i = 0; i < 6; i++) {
    const [fx, fy] = [x + size * random.between(-0.8, 0.8), y - size * random.between(0.4, 1)];
    sheet.stroke(
      ['M', fx + random.between(-4, 4), y, 'Q', fx, (y + fy) / 2, fx, fy],
      css(hsl(0.3, 0.4, 0.3)),
      size * 0.05,
    );
    for (let p = 0; p < 5; p++) {
      const a = (p / 5) * 2 * Math.PI + i;
      sheet.ellipse(
        fx + Math.cos(a) * size * 0.09,
        fy + Math.sin(a) * size * 0.09,
        size * 0.075,
        size * 0.06,
        css(petal),
      );
    }
    sheet.ellipse(fx, fy, size * 0.06, size * 0.06, css([0.9, 0.75, 0.25]));
  }
};

export const house: Thing = (sheet, x, y, size, random) => {
  const wall = any(random, [0.05, 0.4], [0.45, 0.85]);
  const w = size * random.between(0.7, 1.4);
  sheet.rect(x - w / 2, y - size * 0.75, w, size * 0.75, css(wall));
  if (random.chance(0.6)) {
    sheet.polygon(
      [
        [x - w * 0.56, y - size * 0.75],
        [x, y - size],
        [x + w * 0.56, y - size * 0.75],
      ],
      css(hsl(random.between(0, 0.08), 0.35, random.between(0.25, 0.45))),
    );
  }
  const glass = css(hsl(0.58, 0.2, random.between(0.3, 0.75)));
  const columns = random.whole(2, 4);
  for (let c = 0; c < columns; c++) {
    for (const row of [0.62, 0.36]) {
      sheet.rect(
        x - w / 2 + (w * (c + 0.5)) / columns - w * 0.06,
        y - size * row,
        w * 0.12,
        size * 0.15,
        glass,
        1,
      );
    }
  }
};

export const car: Thing = (sheet, x, y, size, random) => {
  const paint = any(random, [0.1, 0.7], [0.25, 0.75]);
  const w = size * 2.6;
  shadow(sheet, x, y, w * 0.55);
  sheet.path(
    [
      'M',
      x - w * 0.3,
      y - size * 0.55,
      'Q',
      x - w * 0.2,
      y - size,
      x,
      y - size,
      'Q',
      x + w * 0.18,
      y - size,
      x + w * 0.3,
      y - size * 0.55,
      'Z',
    ],
    css(hsl(0.58, 0.15, 0.35)),
  );
  sheet.rect(
    x - w / 2,
    y - size * 0.62,
    w,
    size * 0.48,
    sheet.gradient([
      [0, times(paint, 1.2)],
      [1, times(paint, 0.6)],
    ]),
    size * 0.15,
  );
  for (const side of [-1, 1]) {
    sheet.ellipse(x + side * w * 0.29, y - size * 0.14, size * 0.18, size * 0.18, css([0.1, 0.1, 0.11]));
    sheet.ellipse(x + side * w * 0.29, y - size * 0.14, size * 0.09, size * 0.09, css([0.6, 0.6, 0.62]));
  }
};
