import { usePlacedPhoto } from '../decode/photo-pixels.ts';
import { FileReader } from '../decode/read-photo.ts';
import { faultOf } from '../photo-problem.ts';
import { fillPhoto } from './fill-part.ts';
import type { DecodedPhoto, DecodeRequest } from './messages.ts';
import { PhotoRun } from './photo-run.ts';

const reader = new FileReader();
const run = new PhotoRun();

/** Reads, decodes and resizes photos one after another; what is wrong with one does not stop the others. */
export async function decodePhotos({ photos, form, part }: DecodeRequest): Promise<readonly DecodedPhoto[]> {
  const decoded = photos.map((): DecodedPhoto => ({ isWritten: false }));
  /** What nobody has yet comes back in memory. */
  const back = (pixels: Uint8Array): Uint8Array | undefined =>
    part === undefined ? shared(pixels) : undefined;

  for (const [index, photo] of photos.entries()) {
    let pixels: Uint8Array;
    try {
      // They stay where they are: this thread does one thing after another.
      const using = usePlacedPhoto(reader, photo, form, (memory) => memory);
      // Waiting for what is there already takes time as well.
      pixels = using instanceof Promise ? await using : using;
    } catch (thrown) {
      decoded[index] = { fault: faultOf(thrown) };
      continue;
    }
    if (part !== undefined) fillPhoto(part, index, form.size, (into) => put(pixels, into));
    if (photo.place === undefined) decoded[index] = { isWritten: false, pixels: back(pixels) };
    else
      run.add(pixels, photo.place, (unwritten, copy) => {
        decoded[index] =
          unwritten === undefined ? { isWritten: true } : { isWritten: false, pixels: back(copy), unwritten };
      });
  }
  run.write();
  return decoded;
}

/** Nothing is to be done for pixels that stand there already. */
function put(pixels: Uint8Array, into: Uint8Array): boolean {
  if (into.buffer !== pixels.buffer) into.set(pixels);
  return true;
}

/** A copy that all threads see. */
function shared(pixels: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(pixels.length));
  copy.set(pixels);
  return copy;
}
