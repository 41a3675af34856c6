/** Bytes that are kept for later batches: a few of any usual size. */
const MOST_KEPT_BYTES = 256 * 1024 * 1024;
const MOST_KEPT = 8;

/**
 * Memory that all threads see, used again: fresh memory costs more than filling it, because the system hands it out page by
 * page. What is not given back goes with the batch that holds it.
 */
export class BatchMemory {
  private free: Float32Array[] = [];

  /** Memory for exactly so many numbers; what is in it is left from before. */
  take(floats: number): Float32Array {
    const fitting = this.free.findIndex(({ length }) => length === floats);
    const [memory] = fitting < 0 ? [] : this.free.splice(fitting, 1);
    return memory ?? new Float32Array(new SharedArrayBuffer(floats * 4));
  }

  giveBack(memory: Float32Array): void {
    const most = Math.min(MOST_KEPT, Math.floor(MOST_KEPT_BYTES / memory.byteLength));
    // The longest unused go first: those of another size would stay for ever.
    this.free = [memory, ...this.free].slice(0, most);
  }
}
