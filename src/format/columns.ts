import { textWidth } from '../diagnostics/text-width.ts';

/** A place in the printed text that had a column in the source. */
export type Mark =
  | { readonly kind: 'arrow'; readonly column: number }
  | {
      readonly kind: 'comment';
      readonly column: number;
      /** Blanks at the beginning of its line. */
      readonly indentation: number;
      /** Blanks right before it. */
      readonly blanks: number;
    };

/** A printed line, cut at its marks: each piece begins with one, except the first. */
interface Line {
  readonly pieces: string[];
  readonly marks: readonly Mark[];
}

/**
 * Sets arrows and comments of neighbouring lines below each other where the author had set them so: columns are kept,
 * never made. The signs of the marks are taken out.
 *
 * @param marks in the order of their signs in the text
 * @param width columns that no line may pass for an arrow's sake
 */
export function keepColumns(text: string, sign: string, marks: readonly Mark[], width: number): string {
  if (sign === '') return text;
  let used = 0;
  const lines = text.split('\n').map((printed): Line => {
    const pieces = printed.split(sign);
    const first = used;
    used += pieces.length - 1;
    return { pieces, marks: marks.slice(first, used) };
  });
  alignArrows(lines, width);
  placeComments(lines, marks);
  return lines.map(({ pieces }) => pieces.join('')).join('\n');
}

/** Columns before the `index`th piece. */
function columnOf({ pieces }: Line, index: number): number {
  return textWidth(pieces.slice(0, index).join(''));
}

function codeWidth({ pieces, marks }: Line): number {
  const comment = marks.findIndex(({ kind }) => kind === 'comment');
  return columnOf({ pieces, marks }, comment < 0 ? pieces.length : comment + 1);
}

/** Widens the gap before a piece. */
function widen({ pieces }: Line, index: number, blanks: number): void {
  pieces[index - 1] = `${pieces[index - 1] ?? ''}${' '.repeat(blanks)}`;
}

/** Column after column, from the left, since each moves what stands behind it. */
function alignArrows(lines: readonly Line[], width: number): void {
  // An arrow that begins its line stays where the layout put it.
  const arrow = ({ marks, pieces }: Line, column: number): number =>
    marks.findIndex(
      (mark, index) =>
        mark.kind === 'arrow' && mark.column === column && (index > 0 || pieces[0]?.trim() !== ''),
    );
  const columns = lines.flatMap(({ marks }) => marks.filter(({ kind }) => kind === 'arrow'));
  const distinct = [...new Set(columns.map(({ column }) => column))].sort((left, right) => left - right);
  for (const column of distinct) {
    for (const run of runs(lines, (line) => (arrow(line, column) < 0 ? undefined : column))) {
      const place = (line: Line): number => columnOf(line, arrow(line, column) + 1);
      const target = Math.max(...run.map(place));
      if (run.some((line) => codeWidth(line) + target - place(line) > width)) continue;
      for (const line of run) widen(line, arrow(line, column) + 1, target - place(line));
    }
  }
}

/** A comment keeps its column where it was set below or above another, and its distance where it stands alone. */
function placeComments(lines: readonly Line[], marks: readonly Mark[]): void {
  const shared = sharedColumns(marks);
  const column = ({ marks: own }: Line): number | undefined => {
    const last = own.at(-1);
    return last?.kind === 'comment' ? last.column : undefined;
  };
  for (const run of runs(lines, column)) {
    const target = Math.max(...run.map((line) => wantedColumn(line, shared)));
    for (const line of run) {
      const index = line.marks.length;
      widen(line, index, target - columnOf(line, index));
    }
  }
}

/** Columns at which several comments stand, one of them at least moved there by more than the usual blank. */
function sharedColumns(marks: readonly Mark[]): ReadonlySet<number> {
  const comments = marks.filter((mark) => mark.kind === 'comment');
  return new Set(
    comments
      .filter(({ blanks }) => blanks > 1)
      .map(({ column }) => column)
      .filter((column) => comments.filter((other) => other.column === column).length > 1),
  );
}

function wantedColumn(line: Line, shared: ReadonlySet<number>): number {
  const mark = line.marks.at(-1);
  const end = codeWidth(line);
  if (mark?.kind !== 'comment') return end;
  if (!shared.has(mark.column)) return end + Math.max(1, mark.blanks);
  const [first = ''] = line.pieces;
  const moved = first.length - first.trimStart().length - mark.indentation;
  return Math.max(end + 1, mark.column + moved);
}

/** Neighbouring lines that share a column. */
function runs(
  lines: readonly Line[],
  column: (line: Line) => number | undefined,
): readonly (readonly Line[])[] {
  const found: Line[][] = [];
  let previous: number | undefined;
  for (const line of lines) {
    const own = column(line);
    const last = found.at(-1);
    if (own !== undefined && own === previous && last !== undefined) last.push(line);
    else if (own !== undefined) found.push([line]);
    previous = own;
  }
  return found;
}
