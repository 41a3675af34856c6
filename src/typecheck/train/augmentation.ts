import { badSetting, unknownStep } from '../../diagnostics/catalogue/training.ts';
import { unknownName } from '../../diagnostics/catalogue/names.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Expression } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';

/** Steps of augmentation: geometry, colour, noise, mixing, and choices among steps. */
const steps = [
  'flip',
  'rotate',
  'shift',
  'shear',
  'zoom',
  'crop',
  'scale',
  'pad',
  'perspective',
  'elastic',
  'brightness',
  'contrast',
  'saturation',
  'hue',
  'gamma',
  'grey',
  'invert',
  'posterize',
  'solarize',
  'equalize',
  'channel_shift',
  'noise',
  'blur',
  'sharpen',
  'cutout',
  'erase',
  'mixup',
  'cutmix',
  'one_of',
  'some_of',
  'maybe',
];

/** Checks the names of the steps that a photo is sent through; a name may be another augmentation's. */
export function checkSteps(expression: Expression, place: Place): void {
  switch (expression.kind) {
    case 'pipeline':
      for (const stage of expression.stages) checkSteps(stage, place);
      return;
    case 'named':
      checkSteps(expression.value, place);
      return;
    case 'branches':
      for (const item of expression.items) checkSteps(item, place);
      return;
    case 'indexed-call':
      checkName(expression.callee.text, expression.callee.span, place);
      for (const item of expression.items) checkSteps(item, place);
      return;
    case 'call':
      checkSteps(expression.callee, place);
      return;
    case 'reference':
      checkName(expression.name, expression.span, place);
      return;
    case 'missing':
    case 'none':
      return;
    default:
      place.elaboration.report(
        badSetting(expression.span, {
          setting: 'An augmentation',
          expected: 'steps: rotate(40deg) -> flip(horizontal)',
          given: spanText(expression.span),
        }),
      );
  }
}

function checkName(name: string, span: Expression['span'], { environment, elaboration }: Place): void {
  if (name === '' || steps.includes(name)) return;
  const binding = environment.lookup(name);
  if (binding?.kind === 'unknown') return;
  if (binding?.kind === 'declaration' && binding.declaration.kind === 'augment') return;
  const augmentations = [...environment.entries()].flatMap(([key, { kind, ...rest }]) =>
    kind === 'declaration' && 'declaration' in rest && rest.declaration.kind === 'augment' ? [key] : [],
  );
  if (binding !== undefined) {
    elaboration.report(
      unknownName(span, { name, wanted: 'an augmentation', suggestion: nearest(name, augmentations) }),
    );
    return;
  }
  const suggestion = nearest(name, [...steps, ...augmentations]);
  const fixes =
    suggestion === undefined
      ? []
      : [{ title: `Change to ${suggestion}`, edits: [{ span, newText: suggestion }] }];
  elaboration.report(unknownStep(span, { name, suggestion }, { fixes }));
}
