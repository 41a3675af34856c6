import sharp from 'sharp';
import { addNoise, drawDevelopment, exposed } from '../photo/develop.ts';
import { type Box, boxOf, frameShot } from '../photo/framing.ts';
import { drawLight } from '../photo/light.ts';
import type { Picture } from '../photo/picture.ts';
import type { Random } from '../random.ts';
import { depthPlate } from '../raster/depth.ts';
import { groundShadow } from '../raster/ground-shadow.ts';
import { shade } from '../raster/shade.ts';
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

/** Pictures are drawn this much larger than they are saved, which smooths their edges. */
const oversampling = 1.25;

/** Sizes as cameras and their owners make them: mostly four to three, some upright. */
function sizeOf(random: Random, longSide: number): readonly [number, number] {
  const long = longSide * random.between(0.78, 1);
  const aspect = random.pick([4 / 3, 4 / 3, 4 / 3, 3 / 2, 5 / 4, 1.1]);
  const short = Math.round(long / aspect);
  return random.chance(0.3) ? [short, Math.round(long)] : [Math.round(long), short];
}

/** Renders a drawing to red, green, blue and opacity bytes of the whole picture; a coarse `scale` makes it soft. */
async function rendered(sheet: Sheet, scale: number): Promise<Buffer> {
  return sharp(Buffer.from(sheet.toSvg(scale)))
    .resize(sheet.width, sheet.height, { fit: 'fill', kernel: 'cubic' })
    .ensureAlpha()
    .raw()
    .toBuffer();
}

/** Draws one photo of an animal of these breeds; everything about it follows from `random`. */
export async function petPhoto(
  breeds: readonly [Breed, ...Breed[]],
  random: Random,
  longSide: number,
): Promise<Picture> {
  const [finalWidth, finalHeight] = sizeOf(random.fork('size'), longSide);
  const width = Math.round(finalWidth * oversampling);
  const height = Math.round(finalHeight * oversampling);
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
  const covered = covering.chance(0.4);
  if (covered) drawForeground(front, { ...stage, random: covering }, face);
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
  const lit = scenery(width, height, backPixels, light, (x, y) => shadow.at(x, y));
  const plate = depthPlate(width, height, solids, Math.min(3, 0.9 + pet.anatomy.shag * unit * 0.012));
  shade(plate, solids, petPaint(solids, pet), light, lit);
  drawWhiskers(lit, plate, lens, pet, light);
  if (frontPixels !== undefined) overlay(lit, frontPixels, sceneLight(light));

  const settings = drawDevelopment(random.fork('development'));
  const exposedPixels = exposed(width, height, lit, settings);
  const shrunk = sharp(exposedPixels, { raw: { width, height, channels: 3 } }).resize(
    finalWidth,
    finalHeight,
    {
      fit: 'fill',
      kernel: 'cubic',
    },
  );
  const pixels = await (settings.blur > 0 ? shrunk.blur(settings.blur) : shrunk).raw().toBuffer();
  addNoise(pixels, settings);
  return { width: finalWidth, height: finalHeight, pixels, quality: settings.quality };
}

type Illumination = ReturnType<typeof drawLight>;

/** The light on what faces the camera, for drawings that know no depth. */
function sceneLight(light: Illumination): readonly [number, number, number] {
  const facing = Math.max(0.25, dot(light.from, [0, -0.45, 0.6]) + 0.3);
  const of = (c: 0 | 1 | 2): number =>
    light.sky[c] * 0.75 + light.ground[c] * 0.2 + light.key[c] * Math.min(0.75, facing);
  return [of(0), of(1), of(2)];
}

/** The background in light: its colours under the scene's light, darker where shadows fall. */
function scenery(
  width: number,
  height: number,
  pixels: Uint8Array,
  light: Illumination,
  shadow: (x: number, y: number) => number,
): Float32Array {
  const out = new Float32Array(width * height * 3);
  const [r, g, b] = sceneLight(light);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const dim = shadow(x, y) / 65025;
      const [p, o] = [i * 4, i * 3];
      const [red, green, blue] = [pixels[p] ?? 0, pixels[p + 1] ?? 0, pixels[p + 2] ?? 0];
      out[o] = red * red * dim * r;
      out[o + 1] = green * green * dim * g;
      out[o + 2] = blue * blue * dim * b;
    }
  }
  return out;
}

/** Lays a drawing over the light of a picture. In place. */
function overlay(lit: Float32Array, pixels: Uint8Array, [r, g, b]: readonly [number, number, number]): void {
  for (let p = 0, o = 0; p < pixels.length; p += 4, o += 3) {
    const cover = pixels[p + 3] ?? 0;
    if (cover === 0) continue;
    const a = cover / 255;
    const [red, green, blue] = [pixels[p] ?? 0, pixels[p + 1] ?? 0, pixels[p + 2] ?? 0];
    lit[o] = (lit[o] ?? 0) * (1 - a) + ((red * red) / 65025) * r * a;
    lit[o + 1] = (lit[o + 1] ?? 0) * (1 - a) + ((green * green) / 65025) * g * a;
    lit[o + 2] = (lit[o + 2] ?? 0) * (1 - a) + ((blue * blue) / 65025) * b * a;
  }
}
