import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { statSync, type Stats } from 'node:fs';
import type { PhotoFile } from '../photo.ts';
import { RowSamples } from '../row-samples.ts';
import type { LabelColumn } from './label-column.ts';
import type { TextColumn } from './text-column.ts';

/** After a path, which holds no such byte. */
const END = Uint8Array.of(0);
const MOST_PIECES = 1 << 12;

/** The rows of a table that can be used. */
export interface TableColumns {
  /** Absolute; paths of photos start from it. */
  readonly folder: string;
  readonly images: readonly TextColumn[];
  readonly labels: readonly LabelColumn[];
  /** Where each row stands in the table, as spreadsheets count. */
  readonly numbers: ArrayLike<number>;
}

/** Some rows of a table. */
export class TableSamples extends RowSamples<TableColumns> {
  /** Of what the rows say, not of where they stand: rows may be added to a table. */
  digest(): string {
    const { images, labels } = this.table;
    const hash = createHash('sha256');
    let pieces: Uint8Array[] = [];
    const flush = (): void => {
      hash.update(Buffer.concat(pieces));
      pieces = [];
    };
    for (const row of this.rows) {
      for (const image of images) pieces.push(image.bytesAt(row), END);
      for (const label of labels) pieces.push(label.bytesAt(row));
      // A call a row would cost more than the hash.
      if (pieces.length >= MOST_PIECES) flush();
    }
    flush();
    return hash.digest('hex');
  }

  protected photosOf(row: number): readonly PhotoFile[] {
    const { images, folder, numbers } = this.table;
    return images.map((image) => ({ ...photoAt(folder, image.at(row)), row: numbers[row] }));
  }

  protected fileOf(row: number, image: number): string {
    return this.table.images[image]?.at(row) ?? `row ${this.table.numbers[row] ?? 0}`;
  }
}

/**
 * A photo as it is now: looked at when it is asked for, since a million files take a while. One that is gone, or cannot be looked at,
 * has no bytes: why, is said where it is opened.
 */
function photoAt(folder: string, file: string): PhotoFile {
  const path = `${folder}/${file}`;
  const status = statusOf(path);
  return { file, path, bytes: status?.size ?? 0, modified: status?.mtimeMs ?? 0 };
}

function statusOf(path: string): Stats | undefined {
  try {
    // What is missing is frequent where a table was cut down: no error is made for it.
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
