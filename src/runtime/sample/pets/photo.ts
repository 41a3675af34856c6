import { boxOf, frameShot } from '../photo/framing.ts';
import type { Picture } from '../photo/picture.ts';
import { shoot } from '../photo/shoot.ts';
import type { Random } from '../random.ts';
import type { StyleName } from '../style/style.ts';
import { petPaint } from './paint.ts';
import { drawPet } from './pet.ts';
import type { Species } from './species.ts';
import { drawWhiskers } from './whiskers.ts';

/** Sizes as cameras and their owners make them: mostly four to three, some upright. */
function sizeOf(random: Random, longSide: number): readonly [number, number] {
  const long = longSide * random.between(0.78, 1);
  const aspect = random.pick([4 / 3, 4 / 3, 4 / 3, 3 / 2, 5 / 4, 1.1]);
  const short = Math.round(long / aspect);
  return random.chance(0.3) ? [short, Math.round(long)] : [Math.round(long), short];
}

/** Draws one photo of an animal of a species; everything about it follows from `random`. */
export async function petPhoto(
  species: Species,
  random: Random,
  longSide: number,
  style: StyleName = 'photo',
): Promise<Picture> {
  const [width, height] = sizeOf(random.fork('size'), longSide);
  const pet = drawPet(species, random.fork('pet'));
  const { lens, unit } = frameShot(width, height, pet.view, pet.body, pet.head, random.fork('framing'));
  const [middle, feet] = lens.point([0, 0, 0]);
  return shoot(
    {
      width,
      height,
      view: pet.view,
      lens,
      solids: [...pet.body, ...pet.head],
      paint: (solids) => petPaint(solids, pet),
      shag: Math.min(3, 0.9 + pet.anatomy.shag * unit * 0.012),
      middle,
      feet,
      unit,
      face: boxOf(pet.head, lens),
      covered: 0.45,
      finish: (lit, plate, light) => {
        drawWhiskers(lit, plate, lens, pet, light);
      },
    },
    style,
    random,
  );
}
