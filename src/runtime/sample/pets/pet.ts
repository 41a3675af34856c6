import type { Colour } from '../photo/colour.ts';
import { hsl } from '../photo/colour.ts';
import type { Random } from '../random.ts';
import type { View } from '../solid/lens.ts';
import type { Solid } from '../solid/solid.ts';
import { type Vector, frameAlong, mix, subtract } from '../solid/vector.ts';
import type { Anatomy } from './anatomy.ts';
import { bodySolids } from './body.ts';
import { type Breed, animalOf } from './breed.ts';
import { type Coat, drawCoat, petWardrobe } from './coat.ts';
import { type HeadSpace, headFrame, headSolids, headSpace } from './head.ts';
import { type PoseName, skeletonOf } from './pose.ts';
import { type Species, petPoses } from './species.ts';

/** An animal ready to be placed before a camera: x forwards, y up from the ground, z to its left. */
export interface Pet {
  readonly anatomy: Anatomy;
  readonly coat: Coat;
  readonly collar: Colour;
  readonly pose: PoseName;
  /** Everything but the head, and the head. */
  readonly body: readonly Solid[];
  readonly head: readonly Solid[];
  /** The measures of its head. */
  readonly space: HeadSpace;
  readonly view: View;
}

function collarSolid(head: HeadSpace, neck: Vector, radius: number): Solid {
  const toChest = subtract(neck, head.center);
  const frame = frameAlong(toChest, [0, 1, 0]);
  const center = mix(head.center, neck, 0.86);
  return {
    kind: 'ball',
    center,
    frame,
    radii: [0.035, radius * 1.07, radius * 1.07],
    blend: 0,
    skin: { material: 'collar', region: 'neck', origin: center, frame, unit: 0.2, reach: [0, 1] },
  };
}

/** How many animals of a species with furs of its own wear them. */
const wearsItsOwn = 0.7;

/**
 * Draws an animal of one of the breeds of a species. Pose, coat, age, collar and the direction it is seen from come from
 * streams that know nothing of the breeds, so they are alike for all species that say nothing else.
 */
export function drawPet({ breeds, wardrobe, poses, shag: least = 0 }: Species, random: Random): Pet {
  const posing = random.fork('pose');
  const pose = posing.weighted(poses ?? petPoses);
  const dressing = random.fork('dress');
  const youth = dressing.chance(0.25) ? dressing.between(0.3, 1) : 0;
  const grown =
    dressing.weighted<number>([
      [3, 0],
      [2, 0.35],
      [1.5, 1],
    ]) * dressing.between(0.7, 1);
  const shag = Math.max(least, grown);
  const own = wardrobe !== undefined && random.fork('wardrobe').chance(wearsItsOwn);
  const coat = drawCoat(random.fork('coat'), own ? wardrobe : petWardrobe);
  const collar = hsl(dressing.unit(), dressing.between(0.3, 0.8), dressing.between(0.25, 0.5));
  const collared = dressing.chance(0.3);

  const breeding = random.fork('breed');
  const breed = breeding.weighted(
    breeds.map((b): readonly [number, Breed] => [b.weight, b]) as [
      readonly [number, Breed],
      ...(readonly [number, Breed])[],
    ],
  );
  const anatomy = animalOf(breed, breeding, youth, shag);
  const skeleton = skeletonOf(pose, anatomy, random.fork('joints'));

  // Yaw 0 sees its left side, a quarter turn its face, half a turn its right side.
  const seeing = random.fork('view');
  const facing = Math.PI / 2 + Math.max(-1.75, Math.min(1.75, seeing.bell() * 0.92));
  const view: View = {
    yaw: facing,
    pitch: seeing.between(0.0, 0.38),
    roll: seeing.bell() * 0.06,
    distance: seeing.between(3.2, 7),
  };
  // The animal looks between straight ahead and the camera, mostly at the camera.
  const towardsCamera = Math.PI / 2 - facing;
  const turn = seeing.between(0.65, 1.05);
  const azimuth = towardsCamera * turn + seeing.bell() * 0.16;
  const pitch = seeing.between(-0.22, 0.3) + view.pitch * 0.5;
  const frame = headFrame(azimuth, pitch, seeing.bell() * 0.18);
  const head = headSpace(skeleton.head, frame, anatomy.head.skull);
  const mood = random.fork('mood');
  const expression = {
    lid: mood.chance(0.12) ? mood.between(0.4, 0.75) : mood.between(0.05, 0.3),
    gaze: [mood.bell() * 0.1, mood.bell() * 0.06],
    ears: [mood.bell() * 0.5, mood.bell() * 0.5],
  } as const;
  return {
    anatomy,
    coat,
    collar,
    pose,
    space: head,
    view,
    body: [
      ...bodySolids(anatomy, skeleton),
      ...(collared ? [collarSolid(head, skeleton.neck, anatomy.neck)] : []),
    ],
    head: headSolids(anatomy, head, expression),
  };
}
