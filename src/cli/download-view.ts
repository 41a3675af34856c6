import { basename } from 'node:path';
import { bytes, duration } from '../report/numbers.ts';
import { fittingParts } from './fitting-parts.ts';

/** How far a download is. */
export interface DownloadState {
  readonly file: string;
  readonly done: number;
  /** Undefined where the server does not say it. */
  readonly total: number | undefined;
  readonly bytesPerSecond: number;
}

/** Adds to each report of a download how fast it has been. What was there before it began does not count. */
export class DownloadMeter {
  readonly #clock: () => number;
  #file = '';
  #from = 0;
  #began = 0;
  #last = 0;

  /** @param clock milliseconds */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  measure(file: string, done: number, total: number | undefined): DownloadState {
    const now = this.#clock();
    // Another file, or the same one from an earlier place after a connection broke.
    if (file !== this.#file || done < this.#last) [this.#file, this.#from, this.#began] = [file, done, now];
    this.#last = done;
    const seconds = (now - this.#began) / 1000;
    return { file, done, total, bytesPerSecond: seconds > 0 ? (done - this.#from) / seconds : 0 };
  }
}

const barLength = 24;

/** `━━━━━━╌╌╌╌ 138 MB of 553 MB  12.3 MB/s  33.7 s left  vgg16.h5`, whole parts of it that fit into the width. */
export function downloadBar({ file, done, total, bytesPerSecond }: DownloadState, width: number): string {
  const filled = total === undefined || total === 0 ? 0 : Math.min(1, done / total) * barLength;
  const bar = '━'.repeat(Math.round(filled)).padEnd(barLength, '╌');
  const rate = bytesPerSecond > 0 ? [`${bytes(bytesPerSecond)}/s`] : [];
  const left =
    total !== undefined && bytesPerSecond > 0 ? [`${duration((total - done) / bytesPerSecond)} left`] : [];
  const parts = [
    ...(total === undefined ? [bytes(done)] : [`${bar} ${bytes(done)} of ${bytes(total)}`]),
    ...rate,
    ...left,
    basename(file),
  ];
  return fittingParts(parts, width);
}

/** For pipes: a line for what is there at first, and one for each tenth that comes; each 50 MB where nobody knows the size. */
export class DownloadLines {
  #file = '';
  #next = 0;

  /** The line to write now, if there is one. */
  line({ file, done, total, bytesPerSecond }: DownloadState): string | undefined {
    if (file !== this.#file) [this.#file, this.#next] = [file, 0];
    if (done < this.#next) return undefined;
    const step = total === undefined ? 50e6 : Math.max(1, total / 10);
    this.#next = Math.min(total ?? Infinity, (Math.floor(done / step) + 1) * step);
    if (total !== undefined && done >= total) this.#next = Infinity;
    const rate = bytesPerSecond > 0 ? `, ${bytes(bytesPerSecond)}/s` : '';
    return `  ${bytes(done)}${total === undefined ? '' : ` of ${bytes(total)}`}${rate}`;
  }
}
