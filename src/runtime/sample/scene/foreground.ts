import { type Colour, css, hsl, times } from '../photo/colour.ts';
import type { Sheet } from './sheet.ts';
import type { Place, Stage } from './stage.ts';
import { type Thing, ball, bowl, box, cushion, plant } from './things.ts';
import { bush, flowers } from './things-outdoors.ts';

/** Something that stands between the animal and the camera. Keeps clear of the box of the face (left, top, right, bottom). */
type Foreground = (sheet: Sheet, stage: Stage, face: Face) => void;

/** The box of the animal's face in pixels. */
export interface Face {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A place across for something that reaches so far sideways: beside the face rather than before it. */
function beside({ random, width, unit }: Stage, face: Face, reach: number): number {
  const apart = reach + unit * random.between(-0.1, 0.4);
  const x = random.chance(0.5) ? face.left - apart : face.right + apart;
  return Math.min(width + reach * 0.6, Math.max(-reach * 0.6, x));
}

const toys: Foreground = (sheet, stage, face) => {
  const { random, unit, feet, height } = stage;
  const y = Math.min(feet + unit * random.between(0.05, 0.2), height * 1.02);
  const size = unit * random.between(0.18, 0.4);
  const room = y - size - face.bottom;
  const across =
    room > 0
      ? random.between(face.left, face.right) + random.between(-0.4, 0.4) * unit
      : beside(stage, face, size);
  random.pick([ball, bowl, box, cushion])(sheet, across, y, size, random);
};

/** Something that grows, at the side of the face and up to its height. */
const growing =
  (...things: readonly [Thing, ...Thing[]]): Foreground =>
  (sheet, stage, face) => {
    const { random, height, unit } = stage;
    const size = unit * random.between(0.5, 1);
    random.pick(things)(sheet, beside(stage, face, size * 0.75), height + unit * 0.1, size, random);
  };

const houseplant = growing(plant);
const leaves = growing(bush, flowers, bush);

const grass: Foreground = (sheet, stage, face) => {
  const { random, width, height, feet, unit } = stage;
  const green = hsl(random.between(0.15, 0.36), random.between(0.25, 0.5), random.between(0.22, 0.45));
  const base = Math.max(face.bottom + unit * 0.22, Math.min(height, feet + unit * 0.18));
  for (let i = 0; i < 60; i++) {
    const [x, size] = [random.between(0, width), unit * random.between(0.1, 0.3)];
    const lean = random.between(-0.5, 0.5) * size;
    sheet.path(
      [
        'M',
        x - size * 0.05,
        base + 6,
        'Q',
        x,
        base - size * 0.5,
        x + lean,
        base - size,
        'Q',
        x + size * 0.08,
        base - size * 0.4,
        x + size * 0.06,
        base + 6,
        'Z',
      ],
      css(times(green, random.between(0.65, 1.3))),
    );
  }
};

const bars: Foreground = (sheet, stage, face) => {
  const { random, width, height, unit } = stage;
  const plank: Colour = random.chance(0.4)
    ? [0.88, 0.87, 0.84]
    : hsl(random.between(0.05, 0.1), random.between(0.1, 0.4), random.between(0.25, 0.6));
  const top = Math.max(face.bottom - unit * 0.05, height - unit * random.between(0.25, 0.6));
  const wide = unit * random.between(0.08, 0.16);
  sheet.rect(0, top + unit * 0.1, width, unit * 0.06, css(times(plank, 0.75)));
  for (let x = -random.between(0, wide); x < width; x += wide * random.between(2, 2.6)) {
    sheet.rect(
      x,
      top,
      wide,
      height - top + 4,
      sheet.gradient(
        [
          [0, times(plank, 1.1)],
          [1, times(plank, 0.75)],
        ],
        0,
        0,
        1,
        0,
      ),
      wide * 0.2,
    );
  }
};

const ledge: Foreground = (sheet, stage, face) => {
  const { random, width, height, unit } = stage;
  const colour = hsl(random.unit(), random.between(0.05, 0.4), random.between(0.25, 0.75));
  const top = Math.max(face.bottom - unit * 0.03, height - unit * random.between(0.12, 0.5));
  sheet.rect(
    0,
    top,
    width,
    height - top + 4,
    sheet.gradient([
      [0, times(colour, 1.15)],
      [0.15, colour],
      [1, times(colour, 0.6)],
    ]),
  );
};

const curtain: Foreground = (sheet, stage, face) => {
  const { random, width, height, unit } = stage;
  const cloth = hsl(random.unit(), random.between(0.05, 0.45), random.between(0.3, 0.8));
  const left = random.chance(0.5);
  const wide = Math.min(
    unit * random.between(0.3, 0.8),
    left
      ? Math.max(8, face.left + 0.15 * (face.right - face.left))
      : Math.max(8, width - face.right + 0.15 * (face.right - face.left)),
  );
  const folds = sheet.gradient(
    [
      [0, times(cloth, 0.7)],
      [0.2, times(cloth, 1.1)],
      [0.4, times(cloth, 0.75)],
      [0.65, times(cloth, 1.1)],
      [1, times(cloth, 0.6)],
    ],
    0,
    0,
    1,
    0,
  );
  sheet.rect(left ? 0 : width - wide, 0, wide, height, folds);
};

type Choice = readonly [readonly [number, Foreground], ...(readonly [number, Foreground])[]];

const foregrounds: Readonly<Record<Place, Choice>> = {
  indoors: [
    [2.5, toys],
    [1.5, houseplant],
    [0.7, bars],
    [1.2, ledge],
    [1, curtain],
  ],
  outdoors: [
    [1.2, toys],
    [2, leaves],
    [2, grass],
    [1.2, bars],
    [0.6, ledge],
  ],
  studio: [
    [3, toys],
    [1, ledge],
    [1, houseplant],
  ],
};

/** Draws something in front of the animal, without covering its face. */
export function drawForeground(sheet: Sheet, stage: Stage, place: Place, face: Face): void {
  stage.random.weighted(foregrounds[place])(sheet, stage, face);
}
