import { open, type FileHandle } from 'node:fs/promises';
import type { AsyncBuffer, Compressors } from 'hyparquet';
import { TableError, type ReadTable } from './row-reader.ts';

/** Rows that are in memory at a time. */
const TOGETHER = 50_000;
/** Bytes of a page once it is unpacked: writers make pages of one megabyte. */
const MOST_PAGE_BYTES = 1 << 28;

/** A Parquet file with flat columns; lists are vectors. */
export const readParquet: ReadTable = async ({ path }, reader) => {
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import('hyparquet');
  const compressors = bounded((await import('hyparquet-compressors')).compressors);
  const handle = await open(path, 'r');
  try {
    const file = await bytesOf(handle);
    const metadata = await inWords(() => parquetMetadataAsync(file));
    const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
    if (!reader.columns(columns)) return;
    const rows = Number(metadata.num_rows);
    for (let first = 0; first < rows; first += TOGETHER) {
      const part = { rowStart: first, rowEnd: Math.min(rows, first + TOGETHER) };
      const objects = await inWords(() => parquetReadObjects({ file, metadata, compressors, ...part }));
      for (const [index, object] of objects.entries()) {
        const cells = columns.map((name): unknown => object[name]);
        reader.row(cells, first + index + 1);
      }
    }
  } finally {
    await handle.close();
  }
};

/** The bytes of a file, and no more of them than there are, whatever its header speaks of. */
async function bytesOf(handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    slice: async (start: number, end: number = size): Promise<ArrayBuffer> => {
      if (!(start >= 0 && start <= end && end <= size))
        throw new TableError(`it speaks of ${end} bytes and has ${size}`);
      const bytes = new ArrayBuffer(end - start);
      await handle.read(new Uint8Array(bytes), 0, end - start, start);
      return bytes;
    },
  };
}

/** What unpacks pages, as far as they may be large. */
function bounded(compressors: Compressors): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([name, unpack]) => [
      name,
      (packed: Uint8Array, bytes: number) => {
        if (bytes > MOST_PAGE_BYTES) throw new TableError(`a page of it claims ${bytes} bytes`);
        return unpack(packed, bytes);
      },
    ]),
  );
}

/** What the reader throws for a file that is damaged is about the file; what the system says of it stays what it is. */
async function inWords<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof TableError || !(thrown instanceof Error) || 'syscall' in thrown) throw thrown;
    throw new TableError(thrown.message);
  }
}
