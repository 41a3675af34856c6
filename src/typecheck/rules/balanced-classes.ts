import { unbalancedClasses } from '../../diagnostics/catalogue/advice.ts';
import type { TrainAdvice } from './train-advice.ts';
import { trainingPhotos } from './train-advice.ts';

/** From so many times the photos on, guessing the larger class looks like a good network. */
const much = 4;

/** No class has many times the photos of another, but where a train weighs its classes. */
export const balancedClasses: TrainAdvice = (advice) => {
  if (advice.train.phases.some(({ classWeights }) => classWeights !== undefined)) return;
  const counts = [...(trainingPhotos(advice) ?? [])].sort(([, left], [, right]) => left - right);
  const [smallest, largest] = [counts[0], counts.at(-1)];
  if (smallest === undefined || largest === undefined || largest[1] < much * smallest[1]) return;
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const words = { small: smallest[0], few: smallest[1], large: largest[0], many: largest[1] };
  if (all > 0)
    advice.report(
      unbalancedClasses(advice.declaration.data.span, {
        ...words,
        share: largest[1] / all,
        noun: advice.noun,
      }),
    );
};
