import { hash } from 'node:crypto';
import type { PhotoFile } from '../photo.ts';
import { KEY_BYTES } from './place-table.ts';

/**
 * What a photo is found by: one that was changed has another key. A byte in each character. It is not kept: making it takes a
 * microsecond, and keeping it a hundred bytes.
 */
export function photoKey({ path, bytes, modified, element }: PhotoFile): string {
  const changes = `\0${bytes}\0${modified}${element === undefined ? '' : `\0${element.at}\0${element.layout.white}`}`;
  const named = typeof path === 'string' ? path + changes : Buffer.concat([path, Buffer.from(changes)]);
  return hash('sha256', named, 'binary').slice(0, KEY_BYTES);
}
