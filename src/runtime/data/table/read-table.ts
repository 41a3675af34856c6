import { readDelimited } from './read-delimited.ts';
import { readJsonLines } from './read-json-lines.ts';
import { readParquet } from './read-parquet.ts';
import type { ReadTable, RowReader, TableFile } from './row-reader.ts';

const formats: readonly { readonly endings: RegExp; readonly read: ReadTable }[] = [
  { endings: /\.(jsonl|ndjson)$/i, read: readJsonLines },
  { endings: /\.(parquet|pq)$/i, read: readParquet },
  { endings: /$/, read: readDelimited },
];

/**
 * Goes through a table from its beginning to its end, in bounded memory.
 * @throws TableError where it is no table; what the file system says where it cannot be opened
 */
export async function readTable(file: TableFile, reader: RowReader): Promise<void> {
  const format = formats.find(({ endings }) => endings.test(file.path));
  await (file.delimiter === undefined ? (format?.read ?? readDelimited) : readDelimited)(file, reader);
}

/** The names of a table's columns. @throws as `readTable` does */
export async function tableColumns(file: TableFile): Promise<readonly string[]> {
  let found: readonly string[] = [];
  const reader: RowReader = {
    columns: (names) => {
      found = names;
      return false;
    },
    row: () => undefined,
    broken: () => undefined,
  };
  await readTable(file, reader).catch((thrown: unknown) => {
    // What is wrong further on is nothing to the names.
    if (found.length === 0) throw thrown;
  });
  return found;
}
