import type { Diagnostic, Fix, Label, Severity, ShapeStep } from './diagnostic.ts';
import type { Span } from '../source/span.ts';
import { printable } from './printable.ts';

/** The words of one diagnostic, as functions of its parameters. */
export interface Definition<P> {
  readonly code: `NET${number}`;
  readonly severity: Severity;
  readonly title: (parameters: P) => string;
  /** What stands beside the main span. */
  readonly label: (parameters: P) => string;
  readonly expected?: (parameters: P) => string;
  readonly given?: (parameters: P) => string;
  readonly hint?: (parameters: P) => string | undefined;
}

/** For diagnostics whose words are always the same. */
export type NoParameters = Readonly<Record<string, never>>;

/** What only the place of use knows. */
export interface Details {
  readonly also?: readonly Label[];
  readonly chain?: readonly ShapeStep[];
  readonly fixes?: readonly Fix[];
}

/** Makes a diagnostic at a span; without a span it has no labels. */
export type Report<P> = (span: Span | undefined, parameters: P, details?: Details) => Diagnostic;

/** An entry of the catalogue: callable, and readable by `netc explain` and the tests. */
export type Entry<P> = Report<P> & { readonly definition: Definition<P> };

/** Turns the words of a diagnostic into the function that reports it. */
export function define<P>(definition: Definition<P>): Entry<P> {
  const report: Report<P> = (span, parameters, details = {}) => {
    const hint = definition.hint?.(parameters);
    return {
      code: definition.code,
      severity: definition.severity,
      title: printable(definition.title(parameters)),
      labels: [
        ...(span === undefined ? [] : [{ span, text: printable(definition.label(parameters)) }]),
        ...(details.also ?? []),
      ],
      chain: details.chain ?? [],
      ...(definition.expected && { expected: printable(definition.expected(parameters)) }),
      ...(definition.given && { given: printable(definition.given(parameters)) }),
      ...(hint !== undefined && { hint: printable(hint) }),
      fixes: details.fixes ?? [],
    };
  };
  return Object.assign(report, { definition });
}
