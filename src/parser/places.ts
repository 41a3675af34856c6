import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Span } from '../source/span.ts';

/** Where a declaration that was not read again stands now. */
export interface Kept {
  /** The version of the file in which it was read. */
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
  /** Its start in the file as it is now. */
  readonly now: number;
}

/** Finds, in the present text of a file, what spans of its earlier versions point at. */
export class Places {
  readonly file: SourceFile;
  readonly #kept = new Map<SourceFile, Kept[]>();

  constructor(file: SourceFile, kept: readonly Kept[]) {
    this.file = file;
    for (const each of kept) {
      const others = this.#kept.get(each.file);
      if (others === undefined) this.#kept.set(each.file, [each]);
      else others.push(each);
    }
  }

  /** How many earlier texts of the file declarations still point into. */
  get versions(): number {
    return this.#kept.size;
  }

  /** The span in the present text; spans of other files, and of what is no longer there, stay as they are. */
  here(span: Span): Span {
    if (span.file === this.file) return span;
    const kept = this.#kept
      .get(span.file)
      ?.findLast(({ start, end }) => start <= span.start && span.start <= end);
    if (kept === undefined) return span;
    const moved = kept.now - kept.start;
    return { file: this.file, start: span.start + moved, end: span.end + moved };
  }

  /** A diagnostic with its places in the present text. */
  ofDiagnostic(diagnostic: Diagnostic): Diagnostic {
    const { labels, fixes } = diagnostic;
    if (labels.every(({ span }) => span.file === this.file) && fixes.length === 0) return diagnostic;
    return {
      ...diagnostic,
      labels: labels.map(({ span, text }) => ({ span: this.here(span), text })),
      fixes: fixes.map(({ title, edits }) => ({
        title,
        edits: edits.map(({ span, newText }) => ({ span: this.here(span), newText })),
      })),
    };
  }
}
