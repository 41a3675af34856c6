import { weightsNotText } from '../../diagnostics/catalogue/pretrained.ts';
import type { Setting, TrainDeclaration } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';
import type { TrainWeights } from '../typed-module.ts';
import { conventionOf } from '../weights/convention.ts';

/** The setting `weights`: null where nothing is said, undefined after something wrong. */
export function readWeights(
  setting: Setting | undefined,
  { model }: TrainDeclaration,
  place: Place,
): TrainWeights | null | undefined {
  const [written, second] = setting?.values ?? [];
  if (written === undefined) return null;
  const value = evaluate(written, place);
  if (value.kind === 'poison') return undefined;
  if (value.kind === 'none' && second === undefined) return null;
  if (value.kind === 'string' && second === undefined) {
    const binding = place.environment.own(model.text);
    const file = binding?.kind === 'declaration' ? binding.environment : place.environment;
    return { weights: value.value, span: written.span, ...conventionOf(file, model.text) };
  }
  const given = second === undefined ? describe(value) : 'several values';
  place.elaboration.report(weightsNotText((second ?? written).span, { what: 'weights', given }));
  return undefined;
}
