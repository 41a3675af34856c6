import { createHash } from 'node:crypto';
import type { PhotoFile } from '../photo.ts';
import { RowSamples } from '../row-samples.ts';
import type { LabelColumn } from '../table/label-column.ts';
import { elementAt, type ElementLayout } from './element.ts';
import { elementCount, type StoredArray } from './stored-array.ts';

/** An array of images that lies in its file as it is. */
export interface ImageArray {
  readonly array: StoredArray;
  readonly layout: ElementLayout;
  /** When the file that it came from was changed: milliseconds since 1970. */
  readonly modified: number;
}

/** All samples of a data set, whichever split they are of, numbered through its parts. */
export interface ArrayTable {
  /** For each image column, an array for each part. */
  readonly images: readonly (readonly ImageArray[])[];
  readonly labels: readonly LabelColumn[];
  /** Of each part the name of its first array. */
  readonly names: readonly string[];
  /** The number of the first sample of each part, and behind them the number of all. */
  readonly starts: readonly number[];
}

/** How messages and lists name a sample, or its photo: `train-images-idx3-ubyte#17`, counted from 0. */
export function elementName({ names, starts }: Pick<ArrayTable, 'names' | 'starts'>, row: number): string {
  const part = partOf(starts, row);
  return `${names[part] ?? ''}#${row - (starts[part] ?? 0)}`;
}

function partOf(starts: readonly number[], row: number): number {
  return starts.findLastIndex((start) => start <= row);
}

/** Some samples of arrays. */
export class ArraySamples extends RowSamples<ArrayTable> {
  /** Names and labels: not the pixels, which would have to be read. */
  digest(): string {
    const hash = createHash('sha256');
    const vectors = this.table.labels.filter(({ label }) => label.kind === 'vector');
    for (const row of this.rows) {
      const labels = this.table.labels.map((label) => (vectors.includes(label) ? [] : [...label.at(row)]));
      // JSON keeps parts apart whatever characters are in them.
      hash.update(`${JSON.stringify([elementName(this.table, row), ...labels])}\n`);
      // As text, long vectors would take longer than all that is done with them.
      for (const vector of vectors) hash.update(vector.bytesAt(row));
    }
    return hash.digest('hex');
  }

  protected photosOf(row: number): readonly PhotoFile[] {
    return this.table.images.map((parts) => this.photo(parts, row));
  }

  protected fileOf(row: number, image: number): string {
    const { images, names, starts } = this.table;
    return elementName({ names: images[image]?.map(({ array }) => array.name) ?? names, starts }, row);
  }

  private photo(parts: readonly ImageArray[], row: number): PhotoFile {
    const { starts } = this.table;
    const part = partOf(starts, row);
    const found = parts[part];
    const place = row - (starts[part] ?? 0);
    if (found === undefined || place >= elementCount(found.array))
      throw new RangeError(`there is no sample ${row}`);
    const { array, layout, modified } = found;
    const element = elementAt(array, layout, place);
    return { file: `${array.name}#${place}`, path: array.path, bytes: element.bytes, modified, element };
  }
}
