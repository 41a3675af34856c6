import sharp from 'sharp';
import type { Random } from '../random.ts';
import { type DepthPlate, depthPlate } from '../raster/depth.ts';
import { groundShadow } from '../raster/ground-shadow.ts';
import { Scratch } from '../raster/scratch.ts';
import { type Paint, shade } from '../raster/shade.ts';
import { softenEdges } from '../raster/soften.ts';
import { darken } from '../raster/veil.ts';
import { drawForeground } from '../scene/foreground.ts';
import { pickScene } from '../scene/scenes.ts';
import { Sheet } from '../scene/sheet.ts';
import type { Stage } from '../scene/stage.ts';
import { type Lens, type View, seen, viewAxes } from '../solid/lens.ts';
import type { Solid } from '../solid/solid.ts';
import { dot } from '../solid/vector.ts';
import { outlineOf } from '../style/ink.ts';
import { type StyleName, styled } from '../style/style.ts';
import { drawDapple } from './dapple.ts';
import { addNoise, drawDevelopment, exposed } from './develop.ts';
import type { Box } from './framing.ts';
import { type PhotoLight, drawLight } from './light.ts';
import { type Rendering, overlay } from './overlay.ts';
import type { Picture } from './picture.ts';

/** Buffers of the one picture that is being painted; painting is never interrupted. */
const scratch = new Scratch();

/** What a photo is taken of, and from where. */
export interface Subject {
  readonly width: number;
  readonly height: number;
  readonly view: View;
  readonly lens: Lens;
  /** What it is made of, in the world. */
  readonly solids: readonly Solid[];
  /** The paint of its solids, given as the lens sees them. */
  readonly paint: (seen: readonly Solid[]) => Paint;
  /** How far its edges fray, in pixels. */
  readonly shag: number;
  /** Where it stands: its middle across and its feet, in pixels. */
  readonly middle: number;
  readonly feet: number;
  /** Height of what stands for its shoulder, in pixels: things of the scene are measured by it. */
  readonly unit: number;
  /** What nothing before it may hide, and how often anything stands before it. */
  readonly face: Box;
  readonly covered: number;
  /** Draws over the light what is no solid. */
  readonly finish?: (lit: Float32Array, plate: DepthPlate, light: PhotoLight) => void;
}

/** Renders a drawing; with fewer pixels than the picture has where it is to be soft. */
async function rendered(sheet: Sheet, scale: number): Promise<Rendering> {
  const { data, info } = await sharp(Buffer.from(sheet.toSvg(scale)))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

/** Takes a photo of a subject, somewhere in some light, and makes it over in a style. */
export async function shoot(subject: Subject, style: StyleName, random: Random): Promise<Picture> {
  const { width, height, view, lens, unit, middle, feet } = subject;
  const setting = random.fork('scene');
  const choice = pickScene(setting);
  const light = drawLight(choice.place, random.fork('light'));
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
  const covering = random.fork('foreground');
  const covered = covering.chance(subject.covered);
  if (covered) drawForeground(front, { ...stage, random: covering }, choice.place, subject.face);
  const focus = random.fork('focus');
  const [backPixels, frontPixels] = await Promise.all([
    rendered(back, Math.min(1, focus.between(0.16, 0.9) / (unit > height ? 1.6 : 1))),
    covered ? rendered(front, focus.between(0.3, 1)) : undefined,
  ]);

  const solids = subject.solids.map((solid) => seen(solid, lens));
  const axes = viewAxes(view);
  // The light's direction along the ground, in the world, gives the slant of shadows.
  const slantX = -light.from[0] / Math.max(0.5, -light.from[1] * 2);
  const shadow = groundShadow(width, height, subject.solids, {
    lens,
    flatness: Math.max(0.16, Math.sin(view.pitch)),
    slant: [axes.right[0] * slantX * 0.5, axes.right[2] * slantX * 0.5],
    darkness: light.shadow,
    softness: light.softness,
  });
  const lit = scratch.float('light', width * height * 3);
  const ambient = sceneLight(light);
  overlay(lit.fill(0), width, height, backPixels, ambient);
  darken(lit, width, height, shadow);
  const plate = depthPlate(width, height, solids, subject.shag, scratch);
  shade(plate, solids, subject.paint(solids), light, lit);
  softenEdges(lit, plate);
  const dappled = random.fork('dapple');
  if (dappled.chance(0.35)) {
    darken(lit, width, height, drawDapple(width, height, Math.min(unit, height), choice.place, dappled));
  }
  subject.finish?.(lit, plate, light);
  if (frontPixels !== undefined) overlay(lit, width, height, frontPixels, ambient);

  // Now, for the plate is another picture's while this one waits.
  const outline = outlineOf(plate);
  const settings = drawDevelopment(random.fork('development'));
  const developed = exposed(width, height, lit, settings);
  // What is sharp of a photo is kept for the styles that look for outlines in it.
  const sharpness = style === 'photo' ? settings.blur : 0;
  const print = sharpness > 0 ? await blurred(developed, width, height, sharpness) : developed;
  const pixels = await styled(style, { width, height, pixels: print, outline }, random.fork('style'));
  if (style === 'photo') addNoise(pixels, settings);
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

/** The light on what faces the camera, for drawings that know no depth. */
function sceneLight(light: PhotoLight): readonly [number, number, number] {
  const facing = Math.max(0.25, dot(light.from, [0, -0.45, 0.6]) + 0.3);
  const of = (c: 0 | 1 | 2): number =>
    light.sky[c] * 0.75 + light.ground[c] * 0.2 + light.key[c] * Math.min(0.75, facing);
  return [of(0), of(1), of(2)];
}
