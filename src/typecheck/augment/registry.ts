import { choiceSteps } from './choices.ts';
import { colourSteps } from './colour.ts';
import { geometrySteps } from './geometry.ts';
import { mixingSteps } from './mixing.ts';
import { noiseSteps } from './noise.ts';
import type { StepDefinition } from './step.ts';

/** Every step of augmentation by its name in programs. */
export const stepRegistry: ReadonlyMap<string, StepDefinition> = new Map(
  [...geometrySteps, ...colourSteps, ...noiseSteps, ...choiceSteps, ...mixingSteps].map((definition) => [
    definition.name,
    definition,
  ]),
);
