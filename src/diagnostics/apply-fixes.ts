import type { SourceFile } from '../source/source-file.ts';
import type { Fix } from './diagnostic.ts';

export interface FixedText {
  readonly text: string;
  readonly applied: readonly Fix[];
  /** Fixes that touch what an earlier one changes; after parsing anew they may be offered again. */
  readonly skipped: readonly Fix[];
}

/**
 * Applies fixes to a file, the earlier in the list first; a fix is applied as a whole or not at all. Edits of other
 * files are left out, with the fix they belong to.
 */
export function applyFixes(file: SourceFile, fixes: readonly Fix[]): FixedText {
  const applied: Fix[] = [];
  const skipped: Fix[] = [];
  const edits: { readonly start: number; readonly end: number; readonly newText: string }[] = [];
  for (const fix of fixes) {
    const wanted = fix.edits.map(({ span: { start, end }, newText }) => ({ start, end, newText }));
    const ours = fix.edits.every(({ span }) => span.file.path === file.path);
    const free = wanted.every((edit) => edits.every((taken) => !collide(edit, taken)));
    if (ours && free) {
      applied.push(fix);
      edits.push(...wanted);
    } else {
      skipped.push(fix);
    }
  }
  let text = '';
  let end = 0;
  for (const edit of edits.sort((left, right) => left.start - right.start)) {
    text += file.text.slice(end, edit.start) + edit.newText;
    end = edit.end;
  }
  return { text: text + file.text.slice(end), applied, skipped };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Whether two edits overlap, or put something in at the same place. */
function collide(left: Range, right: Range): boolean {
  return left.start === right.start || (left.start < right.end && right.start < left.end);
}
