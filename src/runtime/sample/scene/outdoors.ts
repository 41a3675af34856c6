import { type Colour, css, hsl, mixed, times } from '../photo/colour.ts';
import type { Random } from '../random.ts';
import type { Scene } from './indoors.ts';
import type { Sheet } from './sheet.ts';
import type { Stage } from './stage.ts';
import { type Thing, ball, plant } from './things.ts';
import { bush, car, flowers, house, tree } from './things-outdoors.ts';

function sky(sheet: Sheet, { width, floor, random, unit }: Stage): void {
  const blue = hsl(random.between(0.52, 0.64), random.between(0.1, 0.6), random.between(0.55, 0.85));
  const low = random.chance(0.25) ? hsl(random.between(0.02, 0.12), 0.6, 0.75) : mixed(blue, [1, 1, 1], 0.55);
  sheet.rect(
    0,
    0,
    width,
    Math.max(1, floor + 2),
    sheet.gradient([
      [0, times(blue, 0.85)],
      [1, low],
    ]),
  );
  for (let i = random.whole(0, 4); i > 0; i--) {
    const [x, y] = [random.between(0, 1) * width, random.between(-0.1, 0.7) * floor];
    const soft = sheet.glow([
      [0, [1, 1, 1], 0.85],
      [0.5, [1, 1, 1], 0.55],
      [1, [1, 1, 1], 0],
    ]);
    for (let puff = 0; puff < 7; puff++) {
      const r = unit * random.between(0.16, 0.42);
      sheet.ellipse(
        x + random.between(-0.7, 0.7) * unit,
        y + random.between(-0.12, 0.12) * unit,
        r * 1.6,
        r * 0.7,
        soft,
        0.7,
      );
    }
  }
}

/** Blades of grass, stones or leaves over the ground, smaller far away. */
function specks(
  sheet: Sheet,
  { width, height, floor, unit, random }: Stage,
  colour: Colour,
  count: number,
  blade: boolean,
): void {
  const depth = height - floor;
  if (depth < 4) return;
  const shades = [0.7, 0.85, 1.15, 1.3].map((by) => css(times(colour, by)));
  const paths: (string | number)[][] = shades.map(() => []);
  for (let i = 0; i < count; i++) {
    const near = random.unit() ** 0.8;
    const [x, y] = [random.between(0, width), floor + depth * near];
    const size = unit * (0.02 + 0.1 * near) * random.between(0.6, 1.3);
    const parts = paths[i % paths.length];
    const lean = random.between(-0.4, 0.4) * size;
    if (blade) parts?.push('M', x - size * 0.11, y, 'L', x + lean, y - size, 'L', x + size * 0.11, y, 'Z');
    else
      parts?.push(
        'M',
        x - size * 0.5,
        y,
        'L',
        x,
        y - size * 0.3,
        'L',
        x + size * 0.5,
        y,
        'L',
        x,
        y + size * 0.2,
        'Z',
      );
  }
  paths.forEach((parts, i) => {
    if (parts.length > 0) sheet.path(parts, shades[i] ?? '#000', 0.75);
  });
}

function row(
  sheet: Sheet,
  stage: Stage,
  things: readonly [Thing, ...Thing[]],
  count: number,
  sizes: readonly [number, number],
  y: number,
): void {
  const { random, width, unit } = stage;
  for (let i = 0; i < count; i++) {
    random.pick(things)(
      sheet,
      random.between(-0.05, 1.05) * width,
      y + unit * random.between(-0.02, 0.08),
      unit * random.within(sizes),
      random,
    );
  }
}

function hills(sheet: Sheet, { width, floor, unit, random }: Stage, colour: Colour): void {
  for (let layer = 0; layer < 2; layer++) {
    const points: [number, number][] = [[-5, floor + 3]];
    const peaks = random.whole(3, 8);
    for (let i = 0; i <= peaks; i++)
      points.push([
        (i / peaks) * width * 1.02,
        floor - unit * random.between(0.1, 0.75) * (1.3 - layer * 0.6),
      ]);
    points.push([width + 5, floor + 3]);
    sheet.polygon(points, css(mixed(colour, [0.75, 0.8, 0.88], 0.6 - 0.35 * layer)));
  }
}

function ground(sheet: Sheet, { width, height, floor }: Stage, colour: Colour): void {
  if (height <= floor) return;
  sheet.rect(
    0,
    floor,
    width,
    height - floor,
    sheet.gradient([
      [0, times(mixed(colour, [0.7, 0.75, 0.7], 0.25), 0.95)],
      [1, colour],
    ]),
  );
}

const grassy = (random: Random): Colour =>
  hsl(random.between(0.17, 0.36), random.between(0.2, 0.5), random.between(0.26, 0.48));

function fence(sheet: Sheet, { width, floor, unit, random }: Stage): void {
  const plank = random.chance(0.4)
    ? ([0.9, 0.89, 0.86] as const)
    : hsl(random.between(0.05, 0.1), random.between(0.1, 0.35), random.between(0.3, 0.6));
  const top = floor - unit * random.between(0.8, 1.4);
  const wide = unit * random.between(0.14, 0.26);
  const pointed = random.chance(0.5);
  sheet.rect(0, top + unit * 0.25, width, unit * 0.08, css(times(plank, 0.7)));
  sheet.rect(0, floor - unit * 0.3, width, unit * 0.08, css(times(plank, 0.7)));
  for (let x = -random.between(0, wide); x < width; x += wide * random.between(1.08, 1.15)) {
    const fill = css(times(plank, random.between(0.82, 1.08)));
    if (pointed)
      sheet.polygon(
        [
          [x, floor + 2],
          [x, top + wide * 0.5],
          [x + wide / 2, top],
          [x + wide, top + wide * 0.5],
          [x + wide, floor + 2],
        ],
        fill,
      );
    else sheet.rect(x, top, wide, floor - top + 2, fill, wide * 0.1);
  }
}

export const garden: Scene = (sheet, stage) => {
  const { random, floor, unit } = stage;
  sky(sheet, stage);
  row(sheet, stage, [tree, house, tree, bush], random.whole(1, 5), [1, 2.6], floor);
  if (random.chance(0.5)) fence(sheet, stage);
  row(sheet, stage, [bush, bush, flowers], random.whole(1, 5), [0.4, 1], floor);
  const green = grassy(random);
  ground(sheet, stage, green);
  specks(sheet, stage, green, 300, true);
  row(sheet, stage, [flowers, ball, plant, flowers], random.whole(0, 4), [0.2, 0.4], floor + unit * 0.15);
};

export const forest: Scene = (sheet, stage) => {
  const { random, width, floor, unit } = stage;
  const haze = hsl(random.between(0.15, 0.45), random.between(0.1, 0.35), random.between(0.35, 0.75));
  sheet.rect(
    0,
    0,
    width,
    floor + 2,
    sheet.gradient([
      [0, times(haze, 1.15)],
      [1, haze],
    ]),
  );
  for (let layer = 0; layer < 3; layer++) {
    const bark = mixed(hsl(random.between(0.04, 0.12), 0.2, 0.22), haze, 0.7 - 0.3 * layer);
    for (let i = random.whole(3, 7); i > 0; i--) {
      const [x, w] = [random.between(0, width), unit * random.between(0.05, 0.16) * (0.5 + layer * 0.4)];
      sheet.path(
        ['M', x - w, floor + 4, 'L', x - w * 0.7, 0, 'L', x + w * 0.7, 0, 'L', x + w, floor + 4, 'Z'],
        sheet.gradient(
          [
            [0, times(bark, 1.2)],
            [1, times(bark, 0.65)],
          ],
          0,
          0,
          1,
          0,
        ),
      );
    }
    row(sheet, stage, [bush], 2, [0.3, 0.7], floor);
  }
  const earth = random.chance(0.5)
    ? hsl(random.between(0.05, 0.11), random.between(0.25, 0.6), random.between(0.25, 0.45))
    : grassy(random);
  ground(sheet, stage, earth);
  specks(sheet, stage, hsl(random.between(0.03, 0.25), 0.5, 0.42), 220, false);
};

export const beach: Scene = (sheet, stage) => {
  const { random, width, floor, unit } = stage;
  sky(sheet, stage);
  if (random.chance(0.5)) hills(sheet, stage, hsl(0.35, 0.15, 0.45));
  const sea = hsl(random.between(0.48, 0.6), random.between(0.25, 0.6), random.between(0.35, 0.6));
  const depth = unit * random.between(0.2, 0.5);
  sheet.rect(
    0,
    floor - depth,
    width,
    depth + 2,
    sheet.gradient([
      [0, times(sea, 0.8)],
      [1, times(sea, 1.2)],
    ]),
  );
  for (let i = 0; i < 14; i++) {
    const [x, y] = [random.between(-0.1, 1) * width, floor - depth * random.unit()];
    sheet.stroke(['M', x, y, 'q', unit * 0.15, -2, unit * random.between(0.2, 0.6), 0], '#fff', 1.5, 0.4);
  }
  const sand = hsl(random.between(0.08, 0.13), random.between(0.25, 0.5), random.between(0.6, 0.8));
  ground(sheet, stage, sand);
  sheet.stroke(
    ['M', 0, floor, 'Q', width * 0.3, floor + unit * 0.1, width * 0.6, floor, 'T', width, floor + 3],
    '#fff',
    unit * 0.04,
    0.7,
  );
  specks(sheet, stage, sand, 140, false);
  if (random.chance(0.4)) {
    const [x, size] = [random.between(0, 1) * width, unit * random.between(1, 1.6)];
    const cloth = hsl(random.unit(), 0.6, 0.55);
    sheet.rect(x - 2, floor - size, 4, size + unit * 0.1, '#e8e4da');
    sheet.path(
      [
        'M',
        x - size * 0.6,
        floor - size * 0.65,
        'Q',
        x,
        floor - size * 1.45,
        x + size * 0.6,
        floor - size * 0.65,
        'Z',
      ],
      sheet.gradient(
        [
          [0, cloth],
          [0.33, cloth],
          [0.34, [0.95, 0.95, 0.92]],
          [0.66, [0.95, 0.95, 0.92]],
          [0.67, cloth],
          [1, cloth],
        ],
        0,
        0,
        1,
        0,
      ),
    );
  }
};

export const street: Scene = (sheet, stage) => {
  const { random, width, height, floor, unit } = stage;
  sky(sheet, stage);
  row(sheet, stage, [house], random.whole(3, 6), [1.6, 3.4], floor);
  row(sheet, stage, [tree, bush, tree], random.whole(0, 3), [0.8, 2], floor);
  const grey = hsl(random.unit(), 0.05, random.between(0.35, 0.65));
  ground(sheet, stage, grey);
  if (random.chance(0.6)) row(sheet, stage, [car], random.whole(1, 2), [0.5, 0.8], floor + unit * 0.06);
  const kerb = floor + unit * random.between(0.06, 0.16);
  sheet.rect(0, kerb, width, unit * 0.06, css(times(grey, 1.3)));
  const seam = css(times(grey, 0.75));
  const away = width * random.unit();
  for (let i = -6; i < 18; i++) {
    const x = (i / 12) * width;
    sheet.stroke(
      ['M', away + (x - away) * 0.6, kerb + unit * 0.06, 'L', x + (x - away) * 0.3, height],
      seam,
      1.5,
      0.5,
    );
  }
  for (let y = kerb + unit * 0.12, gap = unit * 0.12; y < height; y += gap, gap *= 1.3)
    sheet.stroke(['M', 0, y, 'L', width, y], seam, 1.5, 0.5);
  specks(sheet, stage, grey, 120, false);
};

export const snow: Scene = (sheet, stage) => {
  const { random, floor } = stage;
  sky(sheet, stage);
  hills(sheet, stage, hsl(0.6, 0.15, random.between(0.5, 0.8)));
  row(sheet, stage, [tree, house, tree], random.whole(1, 4), [0.8, 2.2], floor);
  const white = mixed([0.95, 0.96, 0.98], hsl(random.between(0.55, 0.65), 0.3, 0.8), random.unit());
  ground(sheet, stage, white);
  specks(sheet, stage, times(white, 0.93), 120, false);
};

export const meadow: Scene = (sheet, stage) => {
  const { random, floor, unit } = stage;
  sky(sheet, stage);
  hills(sheet, stage, hsl(random.between(0.2, 0.4), 0.2, 0.4));
  const green = random.chance(0.7) ? grassy(random) : hsl(random.between(0.09, 0.13), 0.45, 0.5);
  ground(sheet, stage, green);
  specks(sheet, stage, green, 340, true);
  row(
    sheet,
    stage,
    [flowers, flowers, bush],
    random.whole(1, 6),
    [0.15, 0.4],
    floor + unit * random.between(0.05, 0.3),
  );
};
