/** What a cell of a table holds, whatever the format: text in CSV, anything in JSON and Parquet. */
export type Cell = unknown;

/** How tables write that there is nothing, beside an empty cell: what pandas and R write and read. */
const missingTexts = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', 'None']);

/** Whether a cell is empty. */
export function isMissing(cell: Cell): boolean {
  if (cell === null || cell === undefined) return true;
  return typeof cell === 'number'
    ? Number.isNaN(cell)
    : typeof cell === 'string' && missingTexts.has(cell.trim());
}

/** A cell as text. */
export function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number' || typeof cell === 'bigint' || typeof cell === 'boolean') return String(cell);
  return cell === null || cell === undefined ? '' : JSON.stringify(cell);
}

/** A cell as a number; undefined for what is none. */
export function numberOf(cell: Cell): number | undefined {
  if (typeof cell === 'string' && cell.trim() === '') return undefined;
  const number = typeof cell === 'object' || cell === undefined ? Number.NaN : Number(cell);
  return Number.isFinite(number) ? number : undefined;
}

/** A cell as a list: JSON's own, or numbers with blanks, commas, semicolons or bars between them, in brackets or without. */
export function listOf(cell: Cell): readonly Cell[] {
  if (Array.isArray(cell)) return cell;
  if (ArrayBuffer.isView(cell) && !(cell instanceof DataView)) return Array.from(cell as Float64Array);
  const text = textOf(cell)
    .trim()
    .replace(/^[[(](.*)[\])]$/s, '$1')
    .trim();
  return text === '' ? [] : text.split(/\s*[,;|]\s*|\s+/);
}
