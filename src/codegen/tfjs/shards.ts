/** Bytes of each file of weights but the last: browsers keep files of such a size in their caches. */
const SHARD = 4 * 2 ** 20;

/** Pieces one after another, cut into shards; the bytes are views of the pieces. */
export function shardsOf(pieces: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const shards: Uint8Array[][] = [];
  let room = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      if (room === 0) {
        shards.push([]);
        room = SHARD;
      }
      const part = piece.subarray(at, at + room);
      shards.at(-1)?.push(part);
      at += part.length;
      room -= part.length;
    }
  }
  return shards;
}

/** Pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
