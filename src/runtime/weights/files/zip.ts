import { inflateRawSync } from 'node:zlib';
import { unreadWeightFeature, weightsOutside } from '../../../diagnostics/catalogue/weight-files.ts';
import { Problem } from '../../problem.ts';
import type { ByteFile } from './byte-file.ts';

/** A member of a zip, as the directory at its end has it. */
export interface ZipMember {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerStart: number;
}

const endBytes = 22;
const mostCommentBytes = 0xffff;
const mostMembers = 10_000;

/** What to throw for zips that are sound, and not read. */
export interface ZipRefusals {
  readonly outside: (name: string) => Problem;
  readonly large: () => Problem;
}

/**
 * The members of a zip by name. Nothing is unpacked, and no name is ever a path on disk.
 * @throws Problem NET7200 where there is no directory, or it contradicts itself; NET7204 for a name that leads outside
 */
export function readZip(
  file: ByteFile,
  refusals: ZipRefusals = ofWeights(file),
): ReadonlyMap<string, ZipMember> {
  const tailStart = Math.max(0, file.size - endBytes - mostCommentBytes);
  const tail = Buffer.from(file.slice(tailStart, file.size - tailStart));
  const at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (at < 0 || tail.length - at < endBytes) throw file.broken('it is a zip without its end');
  const end = file.cursorOver(tail.subarray(at));
  end.skip(10);
  const count = end.u16();
  const directoryBytes = end.u32();
  const start = end.u32();
  if (count === 0xffff || start === 0xffffffff) throw refusals.large();
  if (count > mostMembers) throw file.broken(`it is a zip of ${count} members`);
  const cursor = file.cursor(start, directoryBytes);
  const members = new Map<string, ZipMember>();
  for (let index = 0; index < count; index++) {
    if (cursor.u32() !== 0x02014b50) throw file.broken('the directory of its zip is damaged');
    cursor.skip(4);
    const isEncrypted = (cursor.u16() & 1) !== 0;
    const method = cursor.u16();
    cursor.skip(8);
    const packedBytes = cursor.u32();
    const bytes = cursor.u32();
    const nameBytes = cursor.u16();
    const extraBytes = cursor.u16();
    const commentBytes = cursor.u16();
    cursor.skip(8);
    const headerStart = cursor.u32();
    const name = cursor.text(nameBytes);
    cursor.skip(extraBytes + commentBytes);
    if (isEncrypted) throw file.broken(`its ${name} is encrypted`);
    if (packedBytes === 0xffffffff || bytes === 0xffffffff) throw refusals.large();
    if (leadsOutside(name)) throw refusals.outside(name);
    if (members.has(name)) throw file.broken(`its zip has ${name} twice`);
    members.set(name, { name, method, packedBytes, bytes, headerStart });
  }
  return members;
}

/** Whether a name in a zip, or of a file beside another, would lead out of its folder. */
export const leadsOutside = (name: string): boolean =>
  /^[/\\]|^[A-Za-z]:/.test(name) || name.includes('\0') || name.split(/[/\\]/).includes('..');

/** Where the bytes of a member are. @throws Problem NET7205 where it is compressed */
export function storedMember(file: ByteFile, member: ZipMember): ByteFile {
  if (member.method !== 0)
    throw new Problem(
      unreadWeightFeature(undefined, {
        path: file.path,
        feature: `its ${member.name} compressed, as Keras never writes it,`,
        advice: 'Unpack it, and pack it again without compression: zip -0 -r model.keras .',
      }),
    );
  if (member.packedBytes !== member.bytes) throw file.broken(`the sizes of its ${member.name} differ`);
  return packedMember(file, member);
}

/**
 * The text of a small member.
 * @param mostBytes what it may have unpacked
 */
export function readMember(file: ByteFile, member: ZipMember, mostBytes: number): string {
  if (member.bytes > mostBytes || member.packedBytes > mostBytes)
    throw file.broken(`its ${member.name} claims ${member.bytes} bytes`);
  const packed = packedMember(file, member);
  const stored = packed.slice(0, packed.size);
  if (member.method === 0) return new TextDecoder().decode(stored);
  if (member.method !== 8) throw file.broken(`its ${member.name} is compressed in an unknown way`);
  try {
    return new TextDecoder().decode(inflateRawSync(stored, { maxOutputLength: Math.max(1, member.bytes) }));
  } catch {
    throw file.broken(`its ${member.name} is damaged, or inflates beyond its size`);
  }
}

/** Where the bytes of a member are, as they are packed. */
export function packedMember(file: ByteFile, { name, packedBytes, headerStart }: ZipMember): ByteFile {
  const head = file.cursor(headerStart, 30);
  if (head.u32() !== 0x04034b50) throw file.broken(`its ${name} is not where its zip says`);
  head.skip(22);
  const nameBytes = head.u16();
  const extraBytes = head.u16();
  return file.window(headerStart + 30 + nameBytes + extraBytes, packedBytes);
}

const ofWeights = ({ path }: ByteFile): ZipRefusals => ({
  outside: (outside) => new Problem(weightsOutside(undefined, { path, outside })),
  large: () =>
    new Problem(
      unreadWeightFeature(undefined, {
        path,
        feature: 'the form of a zip beyond 4 GB',
        advice: 'Save the weights as model.weights.h5 or as safetensors.',
      }),
    ),
});
