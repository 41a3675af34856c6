import { createReadStream } from 'node:fs';
import type { Cell } from './cells.ts';

/** Who is told of a table's content. */
export interface RowReader {
  /** Told first. @returns whether to go on */
  columns(names: readonly string[]): boolean;
  /**
   * A row; `cells` stand in the order of the columns and are valid until it returns.
   * @param row its number as spreadsheets count, the columns' names being row 1 where they are one
   */
  row(cells: readonly Cell[], row: number): void;
  /** A row that is none in this format. */
  broken(row: number, given: string): void;
}

/** A table's file. */
export interface TableFile {
  readonly path: string;
  /** Without one the file's ending says what it is. */
  readonly delimiter: string | undefined;
}

export type ReadTable = (file: TableFile, reader: RowReader) => Promise<void>;

/** Thrown for a file that is no table of its format at all; its message says why. */
export class TableError extends Error {
  override readonly name = 'TableError';
}

/** The text of a file in pieces of about a megabyte. @throws TableError for a file that is no text */
export async function* textChunks(path: string): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  let isFirst = true;
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    if (isFirst) requireText(bytes);
    isFirst = false;
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder.decode();
}

/** What people take for text: workbooks, which are archives, and UTF-16, which has a zero beside every Latin letter. */
function requireText(bytes: Buffer): void {
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004')))
    throw new TableError('it is an archive, such as a workbook of Excel: save it as CSV');
  if (bytes.subarray(0, 4096).includes(0))
    throw new TableError('it is not text in UTF-8: save it as CSV in UTF-8');
}
