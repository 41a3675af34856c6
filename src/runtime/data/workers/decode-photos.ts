import { writeSync } from 'node:fs';
import { usePlacedPhoto } from '../decode/photo-pixels.ts';
import { FileReader } from '../decode/read-photo.ts';
import { systemCode } from '../list-folder.ts';
import { faultOf } from '../photo-problem.ts';
import type { PhotoForm } from '../photo.ts';
import type { DecodedPhoto, DecodeRequest, FilePlace, PhotoToDecode } from './messages.ts';

const reader = new FileReader();

/** Reads, decodes and resizes photos one after another; what is wrong with one does not stop the others. */
export async function decodePhotos({ photos, form }: DecodeRequest): Promise<readonly DecodedPhoto[]> {
  const decoded: DecodedPhoto[] = [];
  for (const photo of photos) decoded.push(await decode(photo, form));
  return decoded;
}

async function decode(photo: PhotoToDecode, form: PhotoForm): Promise<DecodedPhoto> {
  const { place } = photo;
  try {
    return await usePlacedPhoto(reader, photo, form, (pixels) => {
      const unwritten = place === undefined ? undefined : write(pixels, place);
      return place !== undefined && unwritten === undefined
        ? { place }
        : { pixels: shared(pixels), unwritten };
    });
  } catch (thrown) {
    return { fault: faultOf(thrown) };
  }
}

/** @returns why the pixels cannot be written */
function write(pixels: Uint8Array, { file, at }: FilePlace): string | undefined {
  try {
    for (let written = 0; written < pixels.length;)
      written += writeSync(file, pixels, written, pixels.length - written, at + written);
    return undefined;
  } catch (thrown) {
    return systemCode(thrown);
  }
}

/** A copy that all threads see. */
function shared(pixels: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(pixels.length));
  copy.set(pixels);
  return copy;
}
