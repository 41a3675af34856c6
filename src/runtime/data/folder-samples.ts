import { createHash } from 'node:crypto';
import type { PhotoFile } from './photo.ts';
import type { PhotoList } from './photo-list.ts';
import { RowSamples } from './row-samples.ts';
import type { ClassedRows } from './split.ts';

/** The photos of a folder, with a single label: their class. */
export interface FolderColumns {
  readonly photos: PhotoList;
  readonly labels: readonly [ClassColumn];
}

/** The class of each photo, as its number. Photos of a class share one label. */
export class ClassColumn {
  private readonly numbers: Uint32Array;
  private readonly labels: readonly (readonly number[])[];

  /**
   * @param photos how many there are
   * @param divided those that have a class
   * @param classes how many there are
   */
  constructor(photos: number, divided: readonly ClassedRows[], classes: number) {
    this.numbers = new Uint32Array(photos);
    for (const { rows, classes: own } of divided)
      for (const [place, row] of rows.entries()) this.numbers[row] = own[place] ?? 0;
    this.labels = Array.from({ length: classes }, (_, number) => [number]);
  }

  at(row: number): readonly number[] {
    return this.labels[this.numbers[row] ?? 0] ?? [];
  }
}

/** Some photos of a folder. */
export class FolderSamples extends RowSamples<FolderColumns> {
  /** As that of the same samples as objects. */
  digest(): string {
    const { photos, labels } = this.table;
    const hash = createHash('sha256');
    for (const row of this.rows) {
      const parts = [[photos.file(row), photos.size(row)], ...labels.map((label) => label.at(row))];
      hash.update(`${JSON.stringify(parts)}\n`);
    }
    return hash.digest('hex');
  }

  protected photosOf(row: number): readonly PhotoFile[] {
    return [this.table.photos.at(row)];
  }

  protected fileOf(row: number): string {
    return this.table.photos.file(row);
  }
}
