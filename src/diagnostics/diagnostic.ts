import type { Span } from '../source/span.ts';

/** How bad it is: an error stops the build, a warning does not, advice is about training well. */
export type Severity = 'error' | 'warning' | 'advice';

/** A place and the few words that stand beside it. The first label of a diagnostic is its main one. */
export interface Label {
  readonly span: Span;
  readonly text: string;
}

/** A replacement of text that solves the problem; an editor can apply it as it is. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly newText: string }[];
}

/** One step of the way a tensor took: `conv1 (conv)  [150, 150, 3] -> [148, 148, 32]`. */
export interface ShapeStep {
  readonly path: string;
  readonly layer: string;
  readonly input: string;
  readonly output: string;
}

/** Something to tell the person who wrote the program. Plain data: renderers decide how it looks. */
export interface Diagnostic {
  /** Stable: `NET` and four digits, the first being the family. */
  readonly code: string;
  readonly severity: Severity;
  /** A short, plain sentence without a full stop. */
  readonly title: string;
  /** Empty only where no file is at fault (a full disk, a missing engine). */
  readonly labels: readonly Label[];
  /** The layers that led to a shape error, first to last; empty elsewhere. */
  readonly chain: readonly ShapeStep[];
  /** What was expected and what was given, where that says more than the title. */
  readonly expected?: string;
  readonly given?: string;
  /** One concrete thing to do. */
  readonly hint?: string;
  readonly fixes: readonly Fix[];
}

/** A value and what there is to say about it. The value may be partial when there are errors. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether any of them stops the build. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
