import { type Colour, css, hsl, mixed, times } from '../photo/colour.ts';
import type { Random } from '../random.ts';
import type { Sheet } from './sheet.ts';

/** Draws a thing that stands at (x, y), `size` pixels high. */
export type Thing = (sheet: Sheet, x: number, y: number, size: number, random: Random) => void;

const dark: Colour = [0.1, 0.08, 0.08];

export const any = (
  random: Random,
  saturation: readonly [number, number],
  lightness: readonly [number, number],
): Colour => hsl(random.unit(), random.within(saturation), random.within(lightness));

export const shadow = (sheet: Sheet, x: number, y: number, width: number): void => {
  sheet.ellipse(
    x,
    y,
    width,
    width * 0.2,
    sheet.glow([
      [0, dark, 0.5],
      [1, dark, 0],
    ]),
  );
};

const leaf = (
  sheet: Sheet,
  x: number,
  y: number,
  angle: number,
  size: number,
  width: number,
  fill: string,
): void => {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const px = (u: number, v: number): [number, number] => [
    x + (u * c - v * s) * size,
    y + (u * s + v * c) * size,
  ];
  sheet.path(['M', x, y, 'Q', ...px(0.45, width), ...px(1, 0), 'Q', ...px(0.45, -width), x, y, 'Z'], fill);
};

export const plant: Thing = (sheet, x, y, size, random) => {
  const pot = any(random, [0.1, 0.5], [0.3, 0.75]);
  const w = size * 0.2;
  shadow(sheet, x, y, w * 1.6);
  const green = hsl(random.between(0.22, 0.42), random.between(0.25, 0.5), random.between(0.22, 0.4));
  const broad = random.between(0.1, 0.3);
  for (let i = 0; i < 13; i++) {
    const angle = -Math.PI / 2 + random.between(-1.25, 1.25);
    const fill = css(times(green, random.between(0.65, 1.35)));
    leaf(
      sheet,
      x + random.between(-0.5, 0.5) * w,
      y - size * 0.3,
      angle,
      size * random.between(0.45, 0.75),
      broad,
      fill,
    );
  }
  const shade = sheet.gradient(
    [
      [0, times(pot, 1.15)],
      [1, times(pot, 0.6)],
    ],
    0,
    0,
    1,
    0,
  );
  sheet.path(
    [
      'M',
      x - w,
      y - size * 0.32,
      'L',
      x + w,
      y - size * 0.32,
      'L',
      x + w * 0.75,
      y,
      'L',
      x - w * 0.75,
      y,
      'Z',
    ],
    shade,
  );
};

export const lamp: Thing = (sheet, x, y, size, random) => {
  const shade = any(random, [0.2, 0.5], [0.6, 0.85]);
  sheet.ellipse(
    x,
    y - size * 0.85,
    size * 0.6,
    size * 0.5,
    sheet.glow([
      [0, [1, 0.93, 0.75], 0.55],
      [1, [1, 0.93, 0.75], 0],
    ]),
  );
  sheet.rect(x - size * 0.012, y - size * 0.8, size * 0.025, size * 0.8, css([0.25, 0.22, 0.2]));
  sheet.ellipse(x, y, size * 0.12, size * 0.03, css([0.22, 0.2, 0.18]));
  sheet.path(
    [
      'M',
      x - size * 0.1,
      y - size,
      'L',
      x + size * 0.1,
      y - size,
      'L',
      x + size * 0.18,
      y - size * 0.75,
      'L',
      x - size * 0.18,
      y - size * 0.75,
      'Z',
    ],
    sheet.gradient(
      [
        [0, times(shade, 0.85)],
        [0.5, times(shade, 1.2)],
        [1, times(shade, 0.75)],
      ],
      0,
      0,
      1,
      0,
    ),
  );
};

export const picture: Thing = (sheet, x, y, size, random) => {
  const w = size * random.between(0.7, 1.4);
  const wood = hsl(random.between(0.04, 0.12), random.between(0.1, 0.5), random.between(0.15, 0.7));
  sheet.rect(x - w / 2 + size * 0.03, y - size + size * 0.04, w, size, css(dark), 2, 0.25);
  sheet.rect(x - w / 2, y - size, w, size, css(wood), 1);
  const m = size * 0.09;
  sheet.rect(x - w / 2 + m, y - size + m, w - 2 * m, size - 2 * m, css([0.93, 0.91, 0.87]));
  const k = m * 2;
  const [l, t, iw, ih] = [x - w / 2 + k, y - size + k, w - 2 * k, size - 2 * k];
  sheet.rect(
    l,
    t,
    iw,
    ih,
    sheet.gradient([
      [0, any(random, [0.2, 0.6], [0.4, 0.8])],
      [1, any(random, [0.2, 0.6], [0.3, 0.6])],
    ]),
  );
  for (let i = 0; i < 3; i++) {
    const fill = css(any(random, [0.2, 0.7], [0.25, 0.75]));
    if (random.chance(0.5)) {
      sheet.ellipse(
        l + iw * random.between(0.25, 0.75),
        t + ih * random.between(0.3, 0.7),
        iw * 0.18,
        ih * 0.2,
        fill,
        0.9,
      );
    } else {
      const px = l + iw * random.between(0.2, 0.8);
      sheet.polygon(
        [
          [Math.max(l, px - iw * 0.25), t + ih],
          [px, t + ih * random.between(0.3, 0.6)],
          [Math.min(l + iw, px + iw * 0.25), t + ih],
        ],
        fill,
        0.9,
      );
    }
  }
};

export const shelf: Thing = (sheet, x, y, size, random) => {
  const wood = hsl(random.between(0.04, 0.11), random.between(0.15, 0.5), random.between(0.2, 0.75));
  const w = size * random.between(0.6, 1);
  const [left, top] = [x - w / 2, y - size];
  sheet.rect(left, top, w, size, css(times(wood, 0.5)));
  const rows = random.whole(3, 5);
  for (let row = 0; row < rows; row++) {
    const base = top + (size * (row + 1)) / rows;
    let at = left + w * 0.05;
    while (at < left + w * 0.9) {
      const thick = w * random.between(0.03, 0.09);
      const tall = (size / rows) * random.between(0.5, 0.85);
      if (random.chance(0.8))
        sheet.rect(at, base - tall, thick, tall, css(any(random, [0.1, 0.6], [0.2, 0.8])));
      at += thick * (random.chance(0.15) ? 3 : 1.05);
    }
    sheet.rect(left, base - size * 0.012, w, size * 0.024, css(wood));
  }
  sheet.rect(left - w * 0.03, top, w * 0.04, size, css(times(wood, 0.85)));
  sheet.rect(left + w - w * 0.01, top, w * 0.04, size, css(times(wood, 0.75)));
};

export const windowPane: Thing = (sheet, x, y, size, random) => {
  const w = size * random.between(0.6, 1.1);
  const frame = mixed([0.95, 0.94, 0.92], [0.45, 0.35, 0.28], random.unit() ** 2);
  const [left, top] = [x - w / 2, y - size];
  sheet.rect(left - 4, top - 4, w + 8, size + 8, css(times(frame, 0.85)), 1);
  const sky = hsl(random.between(0.53, 0.62), random.between(0.2, 0.5), random.between(0.7, 0.92));
  sheet.rect(
    left,
    top,
    w,
    size,
    sheet.gradient([
      [0, sky],
      [0.6, mixed(sky, [1, 1, 1], 0.5)],
      [1, hsl(0.28, 0.25, 0.5)],
    ]),
  );
  sheet.rect(left + w / 2 - w * 0.025, top, w * 0.05, size, css(frame));
  sheet.rect(left, top + size * 0.45, w, size * 0.035, css(frame));
  if (random.chance(0.6)) {
    const cloth = any(random, [0.1, 0.5], [0.35, 0.85]);
    for (const side of [-1, 1]) {
      const fill = sheet.gradient(
        [
          [0, times(cloth, 0.75)],
          [0.3, times(cloth, 1.1)],
          [0.55, times(cloth, 0.8)],
          [0.8, times(cloth, 1.1)],
          [1, times(cloth, 0.7)],
        ],
        0,
        0,
        1,
        0,
      );
      sheet.rect(x + side * w * 0.5 - w * 0.16, top - size * 0.08, w * 0.32, size * 1.4, fill);
    }
  }
};

export const cushion: Thing = (sheet, x, y, size, random) => {
  const cloth = any(random, [0.15, 0.65], [0.3, 0.8]);
  const h = size / 2;
  const fill = sheet.glow(
    [
      [0, times(cloth, 1.15)],
      [0.7, cloth],
      [1, times(cloth, 0.6)],
    ],
    0.4,
    0.35,
    0.75,
  );
  sheet.path(
    [
      'M',
      x - h,
      y - size,
      'Q',
      x,
      y - size * 0.88,
      x + h,
      y - size,
      'Q',
      x + h * 0.85,
      y - h,
      x + h,
      y,
      'Q',
      x,
      y - size * 0.1,
      x - h,
      y,
      'Q',
      x - h * 0.85,
      y - h,
      x - h,
      y - size,
      'Z',
    ],
    fill,
  );
  if (random.chance(0.4)) {
    const line = css(times(cloth, 0.6));
    for (let i = 1; i < 5; i++)
      sheet.rect(x - h + (size * i) / 5, y - size * 0.92, size * 0.05, size * 0.84, line, 0, 0.6);
  }
};

export const ball: Thing = (sheet, x, y, size, random) => {
  const colour = any(random, [0.4, 0.8], [0.35, 0.65]);
  const r = size / 2;
  shadow(sheet, x, y, r * 1.2);
  sheet.ellipse(
    x,
    y - r,
    r,
    r,
    sheet.glow(
      [
        [0, times(colour, 1.5)],
        [0.5, colour],
        [1, times(colour, 0.35)],
      ],
      0.35,
      0.3,
      0.8,
    ),
  );
  const trim = css(any(random, [0.1, 0.7], [0.6, 0.95]));
  sheet.stroke(
    ['M', x - r * 0.93, y - r * 1.3, 'Q', x, y - r * random.between(0.3, 0.9), x + r * 0.93, y - r * 1.3],
    trim,
    r * 0.13,
    0.8,
  );
};

export const bowl: Thing = (sheet, x, y, size, random) => {
  const colour = any(random, [0.1, 0.6], [0.35, 0.8]);
  const w = size * 1.1;
  shadow(sheet, x, y, w * 1.15);
  sheet.path(
    [
      'M',
      x - w * 0.85,
      y - size,
      'L',
      x + w * 0.85,
      y - size,
      'L',
      x + w,
      y - size * 0.12,
      'Q',
      x,
      y + size * 0.22,
      x - w,
      y - size * 0.12,
      'Z',
    ],
    sheet.gradient(
      [
        [0, times(colour, 1.1)],
        [0.35, times(colour, 1.25)],
        [1, times(colour, 0.5)],
      ],
      0,
      0,
      1,
      0,
    ),
  );
  sheet.ellipse(x, y - size, w * 0.85, size * 0.24, css(times(colour, 0.55)));
  sheet.ellipse(x, y - size * 0.96, w * 0.74, size * 0.16, css(hsl(0.07, 0.4, random.between(0.2, 0.4))));
};

export const box: Thing = (sheet, x, y, size, random) => {
  const card = hsl(0.09, random.between(0.25, 0.45), random.between(0.45, 0.65));
  const w = size * random.between(0.9, 1.5);
  shadow(sheet, x, y, w * 0.7);
  sheet.rect(
    x - w / 2,
    y - size,
    w,
    size,
    sheet.gradient([
      [0, times(card, 1.1)],
      [1, times(card, 0.75)],
    ]),
  );
  sheet.rect(x - w * 0.06, y - size, w * 0.12, size, css(times(card, 1.2)), 0, 0.6);
};
