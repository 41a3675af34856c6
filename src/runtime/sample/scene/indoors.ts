import { type Colour, css, hsl, mixed, times } from '../photo/colour.ts';
import type { Random } from '../random.ts';
import type { Sheet } from './sheet.ts';
import type { Stage } from './stage.ts';
import { type Thing, ball, bowl, box, cushion, lamp, picture, plant, shelf, windowPane } from './things.ts';

/** Draws a whole background on a sheet. */
export type Scene = (sheet: Sheet, stage: Stage) => void;

const soft = (random: Random): Colour =>
  hsl(random.unit(), random.between(0.04, 0.38), random.between(0.42, 0.86));

const wood = (random: Random): Colour =>
  hsl(random.between(0.04, 0.11), random.between(0.2, 0.5), random.between(0.25, 0.66));

/** A wall, sometimes papered or panelled. */
function wall(sheet: Sheet, { width, floor, unit, random }: Stage): void {
  const paint = soft(random);
  sheet.rect(
    0,
    0,
    width,
    floor + 1,
    sheet.gradient(
      [
        [0, times(paint, 0.9)],
        [1, times(paint, 1.05)],
      ],
      0,
      0,
      random.unit(),
      1,
    ),
  );
  const accent = css(times(paint, random.pick([0.88, 1.1])));
  const style = random.whole(0, 5);
  const step = unit * random.between(0.16, 0.4);
  if (style === 0) {
    for (let x = random.between(0, step); x < width; x += step)
      sheet.rect(x, 0, step * 0.45, floor, accent, 0, 0.6);
  } else if (style === 1) {
    for (let y = floor; y > 0; y -= step) {
      for (let x = (Math.round(y / step) % 2) * step * 0.5; x < width; x += step) {
        sheet.ellipse(x, y, step * 0.12, step * 0.12, accent, 0.8);
      }
    }
  } else if (style === 2) {
    const [w, h] = [step * 0.9, step * 0.38];
    for (let row = 0, y = floor; y > -h; row++, y -= h) {
      for (let x = -w * (row % 2) * 0.5; x < width; x += w) {
        sheet.rect(x, y - h, w - 1.5, h - 1.5, css(times(paint, random.between(0.82, 1.08))), 1);
      }
    }
  }
  sheet.rect(0, floor - unit * 0.07, width, unit * 0.07, css(mixed(paint, [0.96, 0.95, 0.93], 0.7)));
}

/** A floor of boards, tiles or carpet. */
function flooring(sheet: Sheet, { width, height, floor, unit, random }: Stage): void {
  const style = random.whole(0, 2);
  const ground = style === 0 ? wood(random) : soft(random);
  const depth = height - floor;
  if (depth <= 0) return;
  sheet.rect(
    0,
    floor,
    width,
    depth,
    sheet.gradient([
      [0, times(ground, 0.75)],
      [1, times(ground, 1.05)],
    ]),
  );
  if (style === 2) {
    const tuft = css(times(ground, 1.12));
    for (let i = 0; i < 90; i++) {
      const [x, y] = [random.between(0, width), floor + depth * random.unit()];
      sheet.ellipse(x, y, unit * 0.05, unit * 0.014, tuft, 0.4);
    }
    return;
  }
  const away = width * random.between(0.3, 0.7);
  const seam = css(times(ground, 0.72));
  const boards = Math.max(6, Math.round(width / (unit * 0.22)));
  for (let i = -boards; i <= boards * 2; i++) {
    const x = (i / boards) * width;
    sheet.stroke(
      ['M', away + (x - away) * 0.55, floor, 'L', x + (x - away) * 0.35, height],
      seam,
      style === 0 ? 1.2 : 2,
      0.55,
    );
  }
  for (let y = floor + unit * 0.06, gap = unit * 0.1; style === 1 && y < height; y += gap, gap *= 1.25) {
    sheet.stroke(['M', 0, y, 'L', width, y], seam, 1.6, 0.5);
  }
}

function scatter(
  sheet: Sheet,
  stage: Stage,
  things: readonly [Thing, ...Thing[]],
  count: number,
  sizes: readonly [number, number],
  line: () => number,
): void {
  const { random, width, unit } = stage;
  for (let i = 0; i < count; i++) {
    random.pick(things)(
      sheet,
      random.between(-0.05, 1.05) * width,
      line(),
      unit * random.within(sizes),
      random,
    );
  }
}

function rug(sheet: Sheet, { width, height, feet, floor, unit, random, middle }: Stage): void {
  const cloth = soft(random);
  const [rx, ry] = [
    unit * random.between(1.1, 2),
    Math.max(6, Math.min(unit * 0.35, (height - floor) * 0.4)),
  ];
  const y = Math.min(height * 1.02, feet - ry * 0.2);
  const x = middle + random.between(-0.3, 0.3) * width;
  sheet.ellipse(x, y, rx, ry, css(times(cloth, 0.7)));
  sheet.ellipse(x, y, rx * 0.92, ry * 0.9, css(cloth));
  if (random.chance(0.6)) sheet.ellipse(x, y, rx * 0.6, ry * 0.58, css(times(soft(random), 0.9)), 0.8);
}

export const room: Scene = (sheet, stage) => {
  const { random, floor, unit, feet } = stage;
  wall(sheet, stage);
  scatter(
    sheet,
    stage,
    [picture, windowPane, picture],
    random.whole(0, 3),
    [0.4, 1.1],
    () => floor - unit * random.between(0.7, 1.3),
  );
  flooring(sheet, stage);
  scatter(
    sheet,
    stage,
    [plant, lamp, shelf, shelf, box, plant],
    random.whole(1, 4),
    [0.7, 2],
    () => floor + unit * random.between(0.0, 0.08),
  );
  if (random.chance(0.5)) rug(sheet, stage);
  scatter(sheet, stage, [ball, bowl, box, cushion], random.whole(0, 3), [0.14, 0.3], () =>
    random.between(floor + 0.3 * (feet - floor), feet),
  );
};

export const sofa: Scene = (sheet, stage) => {
  const { random, width, height, feet, unit } = stage;
  wall(sheet, { ...stage, floor: feet - unit * 0.2 });
  scatter(
    sheet,
    stage,
    [picture, windowPane, lamp],
    random.whole(0, 3),
    [0.4, 1],
    () => feet - unit * random.between(1.2, 1.6),
  );
  const cloth = hsl(random.unit(), random.between(0.05, 0.45), random.between(0.25, 0.72));
  const top = feet - unit * random.between(0.75, 1.15);
  const seat = feet + unit * random.between(0.12, 0.22);
  const back = sheet.gradient([
    [0, times(cloth, 1.12)],
    [0.15, cloth],
    [1, times(cloth, 0.62)],
  ]);
  const cells = random.whole(1, 3);
  const wide = (width * random.between(1, 1.5)) / cells;
  const start = -random.between(0, 0.3) * wide;
  sheet.rect(0, top + unit * 0.12, width, Math.max(0, height - top), css(times(cloth, 0.5)));
  for (let i = 0; i < cells + 1; i++)
    sheet.rect(start + i * wide + 1, top, wide - 2, feet - top + unit * 0.1, back, unit * 0.1);
  scatter(
    sheet,
    stage,
    [cushion],
    random.whole(0, 4),
    [0.35, 0.6],
    () => feet - unit * random.between(0.0, 0.08),
  );
  const cushions = sheet.gradient([
    [0, times(cloth, 0.85)],
    [0.35, times(cloth, 1.15)],
    [1, times(cloth, 0.8)],
  ]);
  const depth = unit * 0.34;
  for (let i = 0; i < cells + 1; i++)
    sheet.rect(
      start + i * wide + 1,
      feet - depth * 0.55,
      wide - 2,
      seat - feet + depth * 0.75,
      cushions,
      unit * 0.07,
    );
  sheet.rect(
    0,
    seat,
    width,
    Math.max(0, height - seat),
    sheet.gradient([
      [0, times(cloth, 0.7)],
      [1, times(cloth, 0.45)],
    ]),
  );
  if (random.chance(0.35)) {
    const throwCloth = soft(random);
    const x = random.between(0, 0.7) * width;
    sheet.path(
      [
        'M',
        x,
        top - 3,
        'L',
        x + unit * 0.7,
        top - 3,
        'Q',
        x + unit * 0.75,
        feet,
        x + unit * 0.85,
        seat,
        'L',
        x + unit * 0.05,
        seat + 4,
        'Q',
        x + unit * 0.1,
        feet,
        x,
        top - 3,
        'Z',
      ],
      sheet.gradient(
        [
          [0, times(throwCloth, 1.1)],
          [0.5, times(throwCloth, 0.8)],
          [1, throwCloth],
        ],
        0,
        0,
        1,
        0,
      ),
    );
  }
};

export const kitchen: Scene = (sheet, stage) => {
  const { random, width, floor, unit } = stage;
  wall(sheet, stage);
  const front = random.chance(0.5) ? wood(random) : soft(random);
  const top = floor - unit * random.between(0.9, 1.2);
  const wide = unit * random.between(0.5, 0.75);
  sheet.rect(0, top, width, floor - top, css(times(front, 0.8)));
  for (let x = -random.between(0, wide); x < width; x += wide) {
    sheet.rect(
      x + 2,
      top + unit * 0.07,
      wide - 4,
      floor - top - unit * 0.17,
      sheet.gradient([
        [0, times(front, 1.08)],
        [1, times(front, 0.85)],
      ]),
      2,
    );
    sheet.rect(x + wide * 0.8, top + unit * 0.2, unit * 0.025, unit * 0.14, css([0.7, 0.7, 0.72]));
  }
  sheet.rect(0, top - unit * 0.05, width, unit * 0.09, css(mixed(soft(random), [0.3, 0.28, 0.27], 0.4)));
  scatter(sheet, stage, [bowl, plant, box, bowl], random.whole(1, 4), [0.14, 0.45], () => top - unit * 0.02);
  flooring(sheet, stage);
  scatter(
    sheet,
    stage,
    [bowl, ball, box],
    random.whole(0, 2),
    [0.13, 0.25],
    () => floor + unit * random.between(0.1, 0.3),
  );
};

export const bed: Scene = (sheet, stage) => {
  const { random, width, height, feet, floor, unit } = stage;
  wall(sheet, stage);
  scatter(
    sheet,
    stage,
    [picture, lamp, windowPane],
    random.whole(0, 2),
    [0.4, 0.9],
    () => floor - unit * random.between(0.5, 0.9),
  );
  const frame = wood(random);
  if (random.chance(0.7))
    sheet.rect(
      width * random.between(-0.1, 0.1),
      floor - unit * 0.75,
      width * random.between(0.8, 1.1),
      unit * 0.9,
      sheet.gradient([
        [0, times(frame, 1.1)],
        [1, times(frame, 0.7)],
      ]),
      unit * 0.1,
    );
  scatter(sheet, stage, [cushion], random.whole(1, 4), [0.45, 0.75], () => floor + unit * 0.1);
  const sheetColour = soft(random);
  sheet.rect(
    0,
    floor,
    width,
    height - floor,
    sheet.gradient([
      [0, times(sheetColour, 1.08)],
      [1, times(sheetColour, 0.85)],
    ]),
  );
  for (let i = 0; i < 9; i++) {
    const [x, y] = [random.between(-0.1, 1) * width, random.between(floor, height)];
    const far = unit * random.between(0.3, 1.1);
    sheet.stroke(
      [
        'M',
        x,
        y,
        'Q',
        x + far * 0.5,
        y + random.between(-0.15, 0.15) * unit,
        x + far,
        y + random.between(-0.1, 0.2) * unit,
      ],
      css(times(sheetColour, random.pick([0.8, 1.15]))),
      unit * 0.04,
      0.5,
    );
  }
  if (random.chance(0.5)) {
    const blanket = soft(random);
    const y = feet + unit * random.between(-0.1, 0.1);
    sheet.path(
      [
        'M',
        0,
        y,
        'Q',
        width * 0.4,
        y - unit * 0.2,
        width,
        y + unit * random.between(-0.2, 0.2),
        'L',
        width,
        height,
        'L',
        0,
        height,
        'Z',
      ],
      sheet.gradient([
        [0, times(blanket, 1.1)],
        [1, times(blanket, 0.8)],
      ]),
    );
  }
};

export const studio: Scene = (sheet, stage) => {
  const { random, width, height, floor, unit } = stage;
  const paper = hsl(random.unit(), random.between(0.0, 0.45), random.between(0.18, 0.9));
  sheet.rect(
    0,
    0,
    width,
    height,
    sheet.glow(
      [
        [0, times(paper, 1.2)],
        [1, times(paper, 0.6)],
      ],
      random.between(0.3, 0.7),
      random.between(0.3, 0.6),
      0.85,
    ),
  );
  sheet.rect(
    0,
    floor - unit * 0.1,
    width,
    height - floor + unit * 0.1,
    sheet.gradient([
      [0, paper, 0],
      [0.3, times(paper, 1.1), 0.6],
      [1, times(paper, 0.9), 0.9],
    ]),
  );
  for (let i = random.whole(0, 6); i > 0; i--) {
    const r = unit * random.between(0.08, 0.5);
    const tint = mixed(soft(random), paper, random.between(0.2, 0.8));
    const [x, y] = [random.between(0, 1) * width, random.between(0, 0.8) * height];
    if (random.chance(0.5)) sheet.ellipse(x, y, r, r, css(tint), 0.35);
    else
      sheet.polygon(
        [
          [x - r, y + r],
          [x + random.between(-0.5, 0.5) * r, y - r],
          [x + r, y + r],
        ],
        css(tint),
        0.35,
      );
  }
};
