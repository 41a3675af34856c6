/** What kind of thing went wrong with an engine; a command decides by it what to say and how to exit. */
export type EngineProblem =
  /** The engine is not installed, or this machine cannot run it. */
  | 'missing'
  /** Installing it failed; nothing half-made is left behind. */
  | 'install'
  /** Its library or a program did not load. */
  | 'load'
  /** The caller gave something that does not fit the program: names, shapes, types. */
  | 'input'
  /** A run failed inside the library. */
  | 'run'
  /** There was no memory left. */
  | 'memory'
  /** The thread that ran it is gone. */
  | 'crash';

/** An engine's failure in plain words: a sentence, what to do about it, and the evidence. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly problem: EngineProblem;
  /** One thing to do about it. */
  readonly hint: string | undefined;
  /** Output of a tool or the library's own message, for whoever looks closer. */
  readonly detail: string | undefined;

  constructor(
    problem: EngineProblem,
    message: string,
    more: { readonly hint?: string | undefined; readonly detail?: string | undefined } = {},
  ) {
    super(message);
    this.problem = problem;
    this.hint = more.hint;
    this.detail = more.detail;
  }
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
