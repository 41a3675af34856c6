import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Something that the page says instead of an answer. */
export class Fault extends Error {
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor({ title, severity, hint }: Diagnostic) {
    super(title);
    this.name = 'Fault';
    // Warnings are made for one photo of many, which can be left out; here there is only this one.
    this.hint = severity === 'error' ? hint : 'Try another photo.';
  }
}
