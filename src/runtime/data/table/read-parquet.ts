import { open } from 'node:fs/promises';
import { TableError, type ReadTable } from './row-reader.ts';

/** Rows that are in memory at a time. */
const TOGETHER = 50_000;

/** A Parquet file with flat columns; lists are vectors. */
export const readParquet: ReadTable = async ({ path }, reader) => {
  const { parquetMetadataAsync, parquetReadObjects, parquetSchema } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const file = {
      byteLength: size,
      slice: async (start: number, end: number = size): Promise<ArrayBuffer> => {
        const bytes = new ArrayBuffer(end - start);
        await handle.read(new Uint8Array(bytes), 0, end - start, start);
        return bytes;
      },
    };
    const metadata = await parquetMetadataAsync(file).catch((thrown: unknown) => {
      throw new TableError(thrown instanceof Error ? thrown.message : String(thrown));
    });
    const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
    if (!reader.columns(columns)) return;
    const rows = Number(metadata.num_rows);
    for (let first = 0; first < rows; first += TOGETHER) {
      const last = Math.min(rows, first + TOGETHER);
      const objects = await parquetReadObjects({
        file,
        metadata,
        compressors,
        rowStart: first,
        rowEnd: last,
      });
      for (const [index, object] of objects.entries()) {
        const cells = columns.map((name): unknown => object[name]);
        reader.row(cells, first + index + 1);
      }
    }
  } finally {
    await handle.close();
  }
};
