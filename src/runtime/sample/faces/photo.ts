import { headFrame, headSpace } from '../pets/head.ts';
import { hsl } from '../photo/colour.ts';
import { boxOf } from '../photo/framing.ts';
import type { Picture } from '../photo/picture.ts';
import { shoot } from '../photo/shoot.ts';
import type { Random } from '../random.ts';
import { type View, lensFor } from '../solid/lens.ts';
import { type Expression, faceSolids } from './head.ts';
import { hairSolids } from './hair.ts';
import { looksOf } from './looks.ts';
import type { Clothes, Sitting } from './paint.ts';
import { facePaint } from './paint.ts';
import { type Sitter, personRandom } from './sitter.ts';
import { spectacleSolids } from './spectacles.ts';
import { torsoSolids } from './torso.ts';

/** Height of the middle of a head above the ground, in radii of its skull. */
const stature = 12;

/** How much of a photo's height a scene's things take that stand as high as an animal's shoulder. */
const thingSize = 0.55;

/** Portraits are square or a little upright. */
function sizeOf(random: Random, longSide: number): readonly [number, number] {
  const long = Math.round(longSide * random.between(0.82, 1));
  return [Math.round(long / random.pick([1, 1, 1.1, 1.25])), long];
}

function drawClothes(random: Random): Clothes {
  return {
    first: hsl(random.unit(), random.between(0, 0.7), random.between(0.12, 0.8)),
    second: hsl(random.unit(), random.between(0, 0.7), random.between(0.12, 0.85)),
    pattern: random.weighted([
      [4, 'plain'],
      [1, 'striped'],
      [1, 'checked'],
      [1, 'mottled'],
    ]),
    frames: hsl(random.unit(), random.between(0, 0.5), random.between(0.04, 0.4)),
  };
}

/**
 * Draws one portrait of a person. What the attributes decide is in the looks alone; clothes, spectacles, pose, scene, light and
 * camera draw from streams that do not know them.
 */
export async function facePhoto(
  sitter: Sitter,
  seed: number,
  random: Random,
  longSide: number,
): Promise<Picture> {
  const [width, height] = sizeOf(random.fork('size'), longSide);
  const nature = personRandom(seed, sitter.person);
  const looks = looksOf(sitter, nature.fork('looks'), random.fork('day'));
  const seeing = random.fork('view');
  const facing = Math.PI / 2 + Math.max(-0.9, Math.min(0.9, seeing.bell() * 0.34));
  const view: View = {
    yaw: facing,
    pitch: seeing.bell() * 0.09,
    roll: seeing.bell() * 0.04,
    distance: seeing.between(8, 18),
  };
  // The head turns towards the camera, more or less.
  const turn = (Math.PI / 2 - facing) * seeing.between(0.1, 0.9) + seeing.bell() * 0.08;
  const head = headSpace([0, stature, 0], headFrame(turn, seeing.bell() * 0.09, seeing.bell() * 0.08), 1);
  const body = headSpace([0, stature, 0], headFrame(0, 0, 0), 1);
  const mood = random.fork('mood');
  const expression: Expression = {
    smile: mood.between(-0.35, 1),
    open: mood.chance(0.35) ? mood.between(0.2, 1) : 0,
    gaze: [mood.bell() * 0.12, mood.bell() * 0.07],
    brows: mood.bell(),
  };
  const wearing = random.fork('clothes');
  const clothes = drawClothes(wearing);
  const glasses = wearing.chance(0.22);
  const solids = [
    ...faceSolids(head, looks, expression),
    ...hairSolids(head, looks, nature.fork('hair')),
    ...(glasses ? spectacleSolids(head, looks, wearing.unit()) : []),
    ...torsoSolids(body, looks),
  ];
  const sitting: Sitting = { looks, clothes, offset: nature.fork('skin').between(0, 60) };

  const framing = random.fork('framing');
  // From the crown to below the chin.
  const tall = 2.5;
  const unit = (height * framing.between(0.5, 0.86)) / tall;
  const lens = lensFor(
    view,
    [0, stature - 0.15, 0],
    width * (0.5 + 0.05 * framing.bell()),
    height * (0.5 + 0.04 * framing.bell()),
    unit,
  );
  const [middle] = lens.point([0, 0, 0]);
  return shoot(
    {
      width,
      height,
      view,
      lens,
      solids,
      paint: (seen) => facePaint(seen, sitting),
      shag: Math.min(2, 0.4 + 0.012 * unit),
      middle,
      feet: height * framing.between(0.95, 1.35),
      unit: height * thingSize,
      face: boxOf(faceSolids(head, looks, expression), lens),
      covered: 0,
    },
    'photo',
    random,
  );
}
