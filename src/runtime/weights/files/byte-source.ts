import type { Problem } from '../../problem.ts';

/** Bytes that are read at given places: a file, a part of one, or several one after another. */
export interface ByteSource {
  readonly path: string;
  readonly size: number;
  /** What to throw where the contents contradict themselves. */
  readonly broken: (reason: string) => Problem;
  /** @throws Problem NET7200 where these bytes do not all lie inside */
  mustHold(start: number, length: number): void;
  /** Fills `target` with what stands from `start` on. */
  fill(target: Uint8Array, start: number): Promise<void>;
}
