import type { ByteFile } from '../byte-file.ts';
import type { Cursor } from '../cursor.ts';
import { mostTensors } from '../make-weight-file.ts';
import { maskedCrc32c } from './crc32c.ts';
import { unpackSnappy } from './snappy.ts';
import { readVarint } from './wire.ts';

const footerBytes = 48;
/** After a block: how it is compressed, and its checksum. */
const trailerBytes = 5;
/** Blocks of TensorFlow have 256 KB. */
const mostBlockBytes = 64 << 20;
/** All names of a block; since each may repeat the one before, few bytes could make many. */
const mostNameBytes = 64 << 20;

/**
 * A sorted table of LevelDB, as TensorFlow keeps the index of its variables: keys and values in blocks.
 * https://github.com/google/leveldb/blob/main/doc/table_format.md
 * @throws Problem NET7200 where a checksum does not fit, or a place is not inside of the file
 */
export function readSortedTable(file: ByteFile): ReadonlyMap<string, Uint8Array> {
  if (file.size < footerBytes) throw file.broken('it is shorter than its footer');
  const footer = file.cursor(file.size - footerBytes, footerBytes);
  readVarint(footer, file.broken);
  readVarint(footer, file.broken);
  const index = readHandle(footer, file);
  footer.skip(footerBytes - 8 - footer.position);
  if (footer.u32() !== 0x8b80fb57 || footer.u32() !== 0xdb477524)
    throw file.broken('it does not end as an index of variables does');
  const entries = new Map<string, Uint8Array>();
  let total = 0;
  for (const [, handle] of readBlock(index.start, index.size, file)) {
    const { start, size } = readHandle(file.cursorOver(handle), file);
    // Blocks that are listed many times would cost more time than the file has bytes.
    total += size + 1;
    if (total > file.size) throw file.broken('its blocks overlap');
    for (const [key, value] of readBlock(start, size, file)) {
      if (entries.has(key)) throw file.broken(`it has ${key} twice`);
      entries.set(key, value);
    }
    if (entries.size > mostTensors) throw file.broken('it has more variables than any network');
  }
  return entries;
}

interface Handle {
  readonly start: number;
  readonly size: number;
}

const readHandle = (cursor: Cursor, file: ByteFile): Handle => ({
  start: readVarint(cursor, file.broken),
  size: readVarint(cursor, file.broken),
});

/** Keys share their beginnings with the one before. */
function readBlock(
  start: number,
  size: number,
  file: ByteFile,
): readonly (readonly [key: string, value: Uint8Array])[] {
  if (size > mostBlockBytes) throw file.broken(`a block of it claims ${size} bytes`);
  const stored = file.cursor(start, size + trailerBytes);
  const body = stored.bytes.subarray(0, size);
  const checked = stored.bytes.subarray(0, size + 1);
  stored.skip(size);
  const compression = stored.u8();
  if (stored.u32() !== maskedCrc32c(checked)) throw file.broken('the checksum of a block does not fit');
  if (compression > 1) throw file.broken('a block of it is compressed in an unknown way');
  const bytes = compression === 0 ? body : unpackSnappy(file.cursorOver(body), file.broken);
  if (bytes.length < 4) throw file.broken('a block of it is empty');
  const restarts = file.cursorOver(bytes.subarray(bytes.length - 4)).u32();
  const end = bytes.length - 4 - restarts * 4;
  if (end < 0) throw file.broken('a block of it is damaged');
  const cursor = file.cursorOver(bytes.subarray(0, end));
  const entries: (readonly [string, Uint8Array])[] = [];
  let key = Buffer.alloc(0);
  let nameBytes = 0;
  while (cursor.left > 0) {
    const shared = readVarint(cursor, file.broken);
    const own = readVarint(cursor, file.broken);
    const valueBytes = readVarint(cursor, file.broken);
    nameBytes += shared + own;
    if (shared > key.length || nameBytes > mostNameBytes) throw file.broken('a name in it is damaged');
    key = Buffer.concat([key.subarray(0, shared), cursor.take(own)]);
    entries.push([key.toString('utf8'), cursor.take(valueBytes)]);
  }
  return entries;
}
