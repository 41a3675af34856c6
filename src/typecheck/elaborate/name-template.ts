import { badTemplate } from '../../diagnostics/catalogue/names.ts';
import type { Name, NameTemplate } from '../../parser/ast.ts';
import type { Place } from './elaboration.ts';
import { unnamed } from './elaboration.ts';
import { evaluate } from './evaluate.ts';
import type { NumberValue } from './value.ts';
import { printNumber } from './value.ts';

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A symbol, in the index of a repeat whose count is one, stands in names as words do. */
function numberText(value: NumberValue): string {
  const text = printNumber(value);
  return typeof value.value === 'number' ? text : text.replace(/[^A-Za-z0-9_]/g, '_');
}

/** The name that `as conv{i}` gives here; undefined after something wrong. */
export function resolveTemplate(template: NameTemplate, place: Place): Name | undefined {
  let text = '';
  for (const part of template.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = evaluate(part, unnamed(place));
    if (value.kind === 'poison') return undefined;
    text += value.kind === 'number' ? numberText(value) : value.kind === 'string' ? value.value : '?';
  }
  if (namePattern.test(text)) return { text, span: template.span };
  // A name that could not be read was reported by the parser.
  if (text !== '') place.elaboration.report(badTemplate(template.span, { name: text }));
  return undefined;
}
