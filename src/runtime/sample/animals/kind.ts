import { cats } from '../pets/cat.ts';
import { dogs } from '../pets/dog.ts';
import { petPhoto } from '../pets/photo.ts';
import type { Species } from '../pets/species.ts';
import type { Picture } from '../photo/picture.ts';
import type { Random } from '../random.ts';
import { pickStyle } from '../style/style.ts';
import { bears } from './bear.ts';
import { cows } from './cow.ts';
import { foxes } from './fox.ts';
import { horses } from './horse.ts';
import { lynxes } from './lynx.ts';
import { mice } from './mouse.ts';
import { pigs } from './pig.ts';
import { rabbits } from './rabbit.ts';
import { sheep } from './sheep.ts';
import { wolves } from './wolf.ts';

const draw =
  (species: Species) =>
  (random: Random, longSide: number): Promise<Picture> =>
    petPhoto(species, random, longSide, pickStyle(random.fork('manner')));

/** Who draws each of twelve kinds of animals, in all styles. */
export const animalKinds = {
  bear: draw(bears),
  cat: draw(cats),
  cow: draw(cows),
  dog: draw(dogs),
  fox: draw(foxes),
  horse: draw(horses),
  lynx: draw(lynxes),
  mouse: draw(mice),
  pig: draw(pigs),
  rabbit: draw(rabbits),
  sheep: draw(sheep),
  wolf: draw(wolves),
} as const;
