import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Something that the page says instead of an answer. */
export class Fault extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.title);
    this.name = 'Fault';
    this.diagnostic = diagnostic;
  }
}
