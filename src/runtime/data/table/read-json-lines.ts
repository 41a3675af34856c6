import { textChunks, type ReadTable } from './row-reader.ts';

/** Lines whose keys are taken for columns: later ones may lack some. */
const LOOKED_AT = 1000;

/** A JSON object a line; its keys are columns. */
export const readJsonLines: ReadTable = async ({ path }, reader) => {
  const names = new Set<string>();
  const waiting: { readonly row: number; readonly line: string }[] = [];
  let columns: readonly string[] | undefined;
  let row = 0;

  const take = (line: string, number: number): void => {
    if (line.trim() === '') return;
    const object = objectOf(line);
    if (object === undefined) reader.broken(number, line);
    else
      reader.row(
        (columns ?? []).map((name) => object[name]),
        number,
      );
  };
  const begin = (): boolean => {
    columns = [...names];
    if (!reader.columns(columns)) return false;
    for (const { row: number, line } of waiting.splice(0)) take(line, number);
    return true;
  };

  let rest = '';
  for await (const chunk of textChunks(path)) {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      row++;
      if (columns !== undefined) {
        take(line, row);
        continue;
      }
      for (const name of Object.keys(objectOf(line) ?? {})) names.add(name);
      waiting.push({ row, line });
      if (waiting.length === LOOKED_AT && !begin()) return;
    }
  }
  if (rest !== '') {
    for (const name of columns === undefined ? Object.keys(objectOf(rest) ?? {}) : []) names.add(name);
    waiting.push({ row: row + 1, line: rest });
  }
  if (columns === undefined) begin();
  else for (const { row: number, line } of waiting) take(line, number);
};

function objectOf(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
