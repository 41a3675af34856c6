import sharp from 'sharp';
import { drawDapple } from '../photo/dapple.ts';
import { addNoise, drawDevelopment, exposed } from '../photo/develop.ts';
import { type Box, boxOf, frameShot } from '../photo/framing.ts';
import { drawLight } from '../photo/light.ts';
import { type Rendering, overlay } from '../photo/overlay.ts';
import type { Picture } from '../photo/picture.ts';
import type { Random } from '../random.ts';
import { depthPlate } from '../raster/depth.ts';
import { groundShadow } from '../raster/ground-shadow.ts';
import { Scratch } from '../raster/scratch.ts';
import { shade } from '../raster/shade.ts';
import { softenEdges } from '../raster/soften.ts';
import { darken } from '../raster/veil.ts';
import { drawForeground } from '../scene/foreground.ts';
import { pickScene } from '../scene/scenes.ts';
import { Sheet } from '../scene/sheet.ts';
import type { Stage } from '../scene/stage.ts';
import { seen, viewAxes } from '../solid/lens.ts';
import { dot } from '../solid/vector.ts';
import type { Breed } from './breed.ts';
import { petPaint } from './paint.ts';
import { drawPet } from './pet.ts';
import { drawWhiskers } from './whiskers.ts';

/** Buffers of the one picture that is being painted; painting is never interrupted. */
const scratch = new Scratch();

/** Sizes as cameras and their owners make them: mostly four to three, some upright. */
function sizeOf(random: Random, longSide: number): readonly [number, number] {
  const long = longSide * random.between(0.78, 1);
  const aspect = random.pick([4 / 3, 4 / 3, 4 / 3, 3 / 2, 5 / 4, 1.1]);
  const short = Math.round(long / aspect);
  return random.chance(0.3) ? [short, Math.round(long)] : [Math.round(long), short];
}

/** Renders a drawing; with fewer pixels than the picture has where it is to be soft. */
async function rendered(sheet: Sheet, scale: number): Promise<Rendering> {
  const { data, info } = await sharp(Buffer.from(sheet.toSvg(scale)))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

/** Draws one photo of an animal of these breeds; everything about it follows from `random`. */
export async function petPhoto(
  breeds: readonly [Breed, ...Breed[]],
  random: Random,
  longSide: number,
): Promise<Picture> {
  const [width, height] = sizeOf(random.fork('size'), longSide);
  const pet = drawPet(breeds, random.fork('pet'));
  const { lens, unit } = frameShot(width, height, pet.view, pet.body, pet.head, random.fork('framing'));
  const setting = random.fork('scene');
  const choice = pickScene(setting);
  const light = drawLight(choice.place, random.fork('light'));
  const [middle, feet] = lens.point([0, 0, 0]);
  const stage: Stage = {
    width,
    height,
    feet,
    middle,
    unit: Math.min(unit, height * 0.9),
    floor: feet - unit * setting.between(0.25, 0.8),
    random: setting,
  };
  const back = new Sheet(width, height);
  choice.draw(back, stage);
  const front = new Sheet(width, height);
  const face: Box = boxOf(pet.head, lens);
  const covering = random.fork('foreground');
  const covered = covering.chance(0.45);
  if (covered) drawForeground(front, { ...stage, random: covering }, choice.place, face);
  const focus = random.fork('focus');
  const [backPixels, frontPixels] = await Promise.all([
    rendered(back, Math.min(1, focus.between(0.16, 0.9) / (unit > height ? 1.6 : 1))),
    covered ? rendered(front, focus.between(0.3, 1)) : undefined,
  ]);

  const solids = [...pet.body, ...pet.head].map((solid) => seen(solid, lens));
  const axes = viewAxes(pet.view);
  // The light's direction along the ground, in the world, gives the slant of shadows.
  const slantX = -light.from[0] / Math.max(0.5, -light.from[1] * 2);
  const shadow = groundShadow(width, height, [...pet.body, ...pet.head], {
    lens,
    flatness: Math.max(0.16, Math.sin(pet.view.pitch)),
    slant: [axes.right[0] * slantX * 0.5, axes.right[2] * slantX * 0.5],
    darkness: light.shadow,
    softness: light.softness,
  });
  const lit = scratch.float('light', width * height * 3);
  const ambient = sceneLight(light);
  overlay(lit.fill(0), width, height, backPixels, ambient);
  darken(lit, width, height, shadow);
  const plate = depthPlate(
    width,
    height,
    solids,
    Math.min(3, 0.9 + pet.anatomy.shag * unit * 0.012),
    scratch,
  );
  shade(plate, solids, petPaint(solids, pet), light, lit);
  softenEdges(lit, plate);
  const dappled = random.fork('dapple');
  if (dappled.chance(0.35)) {
    darken(lit, width, height, drawDapple(width, height, Math.min(unit, height), choice.place, dappled));
  }
  drawWhiskers(lit, plate, lens, pet, light);
  if (frontPixels !== undefined) overlay(lit, width, height, frontPixels, ambient);

  const settings = drawDevelopment(random.fork('development'));
  const developed = exposed(width, height, lit, settings);
  const pixels = settings.blur > 0 ? await blurred(developed, width, height, settings.blur) : developed;
  addNoise(pixels, settings);
  return { width, height, pixels, quality: settings.quality };
}

/** The picture out of focus by that many pixels. */
async function blurred(
  pixels: Uint8Array,
  width: number,
  height: number,
  sigma: number,
): Promise<Uint8Array> {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .blur(sigma)
    .raw()
    .toBuffer();
}

type Illumination = ReturnType<typeof drawLight>;

/** The light on what faces the camera, for drawings that know no depth. */
function sceneLight(light: Illumination): readonly [number, number, number] {
  const facing = Math.max(0.25, dot(light.from, [0, -0.45, 0.6]) + 0.3);
  const of = (c: 0 | 1 | 2): number =>
    light.sky[c] * 0.75 + light.ground[c] * 0.2 + light.key[c] * Math.min(0.75, facing);
  return [of(0), of(1), of(2)];
}
