import { closeSync, readSync } from 'node:fs';
import { openAtOnce } from '../../decode/read-photo.ts';
import { ByteFile } from '../../../weights/files/byte-file.ts';
import { packedMember, readZip, type ZipMember } from '../../../weights/files/zip.ts';
import { brokenArray } from '../array-problem.ts';
import type { StoredArray } from '../stored-array.ts';
import { HEAD_BYTES } from './head.ts';
import { describeNpy } from './npy.ts';

/** The arrays of a `.npz` by their names; each is described when it is asked for. */
export interface Npz {
  readonly names: readonly string[];
  /** @throws ArrayProblem NET5211 where it is no sound array; Error for a name that is not there */
  array(name: string): StoredArray;
}

/**
 * Opens a `.npz`: a zip of `.npy`. Nothing is unpacked, and no name of it is ever a path on disk.
 * @throws ArrayProblem NET5211 where it is none
 */
export async function openNpz(path: string, name: string): Promise<Npz> {
  const said = (words: string) => brokenArray(name, { kind: 'header', detail: words });
  const file = await ByteFile.open(path, said);
  try {
    const members = readZip(file, {
      outside: (outside) => brokenArray(name, { kind: 'outside', name: outside }),
      large: () => said('it is a zip beyond 4 GB: save each array as a .npy of its own'),
    });
    const arrays = new Map(
      [...members.values()]
        .filter((member) => member.name.endsWith('.npy'))
        .map((member) => [member.name.slice(0, -'.npy'.length), placed(file, member)] as const),
    );
    return {
      names: [...arrays.keys()],
      array: (wanted) => {
        const found = arrays.get(wanted);
        if (found === undefined) throw new Error(`${name} has no array ${wanted}`);
        return describeMember(path, `${name}/${wanted}`, found);
      },
    };
  } finally {
    await file.close();
  }
}

/** A member and the place of its bytes. */
interface PlacedMember {
  readonly member: ZipMember;
  readonly at: number;
}

function placed(file: ByteFile, member: ZipMember): PlacedMember {
  return { member, at: packedMember(file, member).start };
}

function describeMember(path: string, name: string, { member, at }: PlacedMember): StoredArray {
  const { method, packedBytes, bytes } = member;
  if (method !== 0 && method !== 8)
    throw brokenArray(name, { kind: 'packed', detail: `by method ${method}` });
  if (method === 0 && packedBytes !== bytes)
    throw brokenArray(name, { kind: 'header', detail: 'its sizes differ' });
  const head = new Uint8Array(Math.min(HEAD_BYTES, packedBytes));
  const file = openAtOnce(path);
  try {
    readSync(file, head, 0, head.length, at);
  } finally {
    closeSync(file);
  }
  const packing = method === 8 ? 'deflate' : undefined;
  return describeNpy({ name, path, at, bytes: packedBytes, packing, unpacked: bytes, head });
}
