import { grouped } from '../numbers.ts';
import type { Picture } from './picture.ts';

/** What stands above a picture. */
export function titleWords({ model, parameters, phase }: Picture): {
  readonly title: string;
  readonly details: string;
} {
  const all = `${grouped(parameters)} parameters`;
  if (phase === undefined) return { title: model, details: all };
  const trained = `phase ${phase.name} trains ${grouped(phase.trainable)} of ${all}`;
  return { title: model, details: `${trained}; what is grey stays as it is` };
}
