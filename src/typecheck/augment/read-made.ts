import { wrongOption } from '../../diagnostics/catalogue/names.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { readOptions } from '../elaborate/read-options.ts';
import type { OptionDefinition, ShapeOptions } from '../layers/layer.ts';
import type { StepProblem } from './step.ts';

/** What has options of which something is made. */
interface Maker<Made extends object> {
  readonly name: string;
  readonly options: readonly OptionDefinition[];
  readonly make: (options: ShapeOptions) => Made | { readonly problem: StepProblem };
}

/** What a call makes, with its options; undefined after something wrong, which was reported. */
export function readMade<Made extends object>(
  definition: Maker<Made>,
  source: Parameters<typeof readOptions>[1],
  place: Place,
): { readonly step: Made; readonly options: ShapeOptions } | undefined {
  const read = readOptions(definition, source, place);
  if (read === undefined) return undefined;
  const made = definition.make(read.options);
  if (!isProblem(made)) return { step: made, options: read.options };
  const { option, expected, given } = made.problem;
  const words = { option, callee: definition.name, expected, given, suggestion: undefined };
  place.elaboration.report(wrongOption(read.spans.get(option) ?? source.nameSpan, words));
  return undefined;
}

function isProblem(made: object): made is { readonly problem: StepProblem } {
  return 'problem' in made;
}
