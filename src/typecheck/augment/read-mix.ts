import { changeTo } from '../../diagnostics/change-to.ts';
import { mixWants } from '../../diagnostics/catalogue/augmentation.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { Mix } from './augmentation.ts';
import { stepFromForeign } from './foreign-names.ts';
import { mixingSteps } from './mixing.ts';
import { readMade } from './read-made.ts';

/** `mix: mixup(0.2)`; null for `none`, undefined after something wrong. */
export function readMix({ values }: Setting, place: Place): Mix | null | undefined {
  const [written, second] = values;
  if (written === undefined || written.kind === 'missing') return undefined;
  if (written.kind === 'none' && second === undefined) return null;
  const callee = written.kind === 'call' ? written.callee : written;
  const name = callee.kind === 'reference' ? callee.name : undefined;
  const definition = second === undefined ? mixingSteps.find((step) => step.name === name) : undefined;
  if (definition === undefined) {
    const span = second?.span ?? callee.span;
    const names = mixingSteps.map((step) => step.name);
    const meant = name === undefined || second !== undefined ? undefined : (stepFromForeign(name) ?? name);
    const suggestion = meant === undefined ? undefined : nearest(meant, names);
    const fixes = changeTo(span, suggestion);
    const given = second === undefined ? spanText(span) : 'a second value';
    if (name !== '')
      place.elaboration.report(
        mixWants(span, { given, second: second !== undefined, suggestion }, { fixes }),
      );
    return undefined;
  }
  const source = { nameSpan: callee.span, arguments: written.kind === 'call' ? written.arguments : [] };
  return readMade(definition, source, place)?.step;
}
