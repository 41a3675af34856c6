/** An underlined stretch of a line, in columns `[from, to)`, and what is said about it. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly sign: '^' | '-';
  readonly paint: (text: string) => string;
}

interface Cell {
  readonly sign: string;
  readonly paint: (text: string) => string;
}

/**
 * The rows below a line of code: all underlines in the first, with the last label's text behind them; the texts of
 * the others further down, each hanging below the beginning of its underline.
 */
export function markRows(marks: readonly Mark[]): readonly string[] {
  if (marks.length === 0) return [];
  const fromRight = [...marks].sort((left, right) => right.from - left.from || right.to - left.to);
  const underline: Cell[] = [];
  // Main marks are drawn last, over the others.
  for (const mark of [...marks].sort((left, right) => rank(left) - rank(right))) {
    for (let column = mark.from; column < mark.to; column++) underline[column] = cell(mark);
  }
  const [rightmost] = fromRight;
  const overhangs = marks.some(
    (mark) => mark !== rightmost && rightmost !== undefined && mark.to > rightmost.to,
  );
  const inline = overhangs ? undefined : rightmost;
  const first = draw(underline);
  const rows = [inline === undefined || inline.text === '' ? first : `${first} ${inline.paint(inline.text)}`];

  const hanging = fromRight.filter((mark) => mark !== inline && mark.text !== '');
  if (hanging.length > 0) rows.push(draw(strings(hanging)));
  for (const [index, mark] of hanging.entries()) {
    const others = strings(hanging.slice(index + 1).filter(({ from }) => from < mark.from));
    const before = draw(others);
    const blanks = ' '.repeat(Math.max(0, mark.from - others.length));
    rows.push(`${before}${blanks}${mark.paint(mark.text)}`);
  }
  return rows;
}

const rank = ({ sign }: Mark): number => (sign === '^' ? 1 : 0);

const cell = ({ sign, paint }: Mark): Cell => ({ sign, paint });

/** The strings on which texts hang. */
function strings(marks: readonly Mark[]): readonly (Cell | undefined)[] {
  const row: (Cell | undefined)[] = [];
  for (const { from, paint } of marks) row[from] = { sign: '│', paint };
  return row;
}

/** Draws cells from the left; equal neighbours are painted together. */
function draw(row: readonly (Cell | undefined)[]): string {
  let text = '';
  let run = '';
  let paint: Cell['paint'] | undefined;
  for (let column = 0; column <= row.length; column++) {
    const at = row[column];
    if (at?.paint !== paint || column === row.length) {
      text += paint === undefined ? run : paint(run);
      run = '';
      paint = at?.paint;
    }
    if (column < row.length) run += at?.sign ?? ' ';
  }
  return text;
}
