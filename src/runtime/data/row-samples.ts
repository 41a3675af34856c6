import type { PhotoFile } from './photo.ts';
import type { Sample, Samples } from './samples.ts';

/** A label of all samples of a data set, by their rows. */
export interface LabelRows {
  at(row: number): ArrayLike<number>;
}

/** Some rows of columns that hold all samples of a data set. */
export abstract class RowSamples<
  Columns extends { readonly labels: readonly LabelRows[] },
> implements Samples {
  protected readonly table: Columns;
  protected readonly rows: Uint32Array;

  /** @param rows their numbers in the columns */
  constructor(table: Columns, rows: Uint32Array) {
    this.table = table;
    this.rows = rows;
  }

  get length(): number {
    return this.rows.length;
  }

  at(place: number): Sample {
    const row = this.row(place);
    return {
      number: row,
      photos: this.photosOf(row),
      labels: this.table.labels.map((label) => label.at(row)),
    };
  }

  file(place: number, image: number): string {
    return this.fileOf(this.row(place), image);
  }

  label(place: number, label: number): ArrayLike<number> {
    return this.table.labels[label]?.at(this.row(place)) ?? [];
  }

  abstract digest(): string;

  *[Symbol.iterator](): Generator<Sample, void, undefined> {
    for (let place = 0; place < this.length; place++) yield this.at(place);
  }

  /** The photos of a row, one for each image column. */
  protected abstract photosOf(row: number): readonly PhotoFile[];

  /** How messages name the photo of an image column. */
  protected abstract fileOf(row: number, image: number): string;

  private row(place: number): number {
    const row = this.rows[place];
    if (row === undefined) throw new RangeError(`there is no sample ${place} of ${this.length}`);
    return row;
  }
}
