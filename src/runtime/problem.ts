import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * Thrown where the runtime cannot go on for a reason that a person should read: a full disk, a broken weights file.
 * It carries what to say; the command line shows that and nothing of the stack.
 */
export class Problem extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code, title }) => `${code}: ${title}`).join('\n'));
    this.name = 'Problem';
    this.diagnostics = diagnostics;
  }
}
