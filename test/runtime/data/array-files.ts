import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { hasErrors } from '../../../src/diagnostics/diagnostic.ts';
import { parse } from '../../../src/parser/parse.ts';
import { sourceFile } from '../../../src/source/source-file.ts';
import { check } from '../../../src/typecheck/check.ts';
import type { TypedDataset } from '../../../src/typecheck/typed-module.ts';
import { temporaryFolder } from './photo-files.ts';

/** The one data set that a program declares. */
export function declared(text: string): TypedDataset {
  const parsed = parse(sourceFile('data.net', text));
  const { value, diagnostics } = check(parsed.value);
  const said = [...parsed.diagnostics, ...diagnostics];
  const [dataset] = value.datasets;
  if (hasErrors(said) || dataset === undefined) throw new Error(said.map(({ title }) => title).join('\n'));
  return dataset;
}

/** Writes files into a folder of their own. */
export function folderWith(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

/** An idx file: its kind and number of sizes, the sizes, the bytes. */
export function idx(kind: number, sizes: readonly number[], bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.writeUInt32BE((kind << 8) | sizes.length, 0);
  for (const [place, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * place);
  return Buffer.concat([header, bytes]);
}

/** A `.npy` file: what its header says of the type and the sizes, and its bytes. */
export function npy(descr: string, shape: string, bytes: Uint8Array, order = 'False'): Buffer {
  const text = `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;
  const header = Buffer.alloc(10);
  header.write('\x93NUMPY\x01\x00', 'latin1');
  header.writeUInt16LE(text.length, 8);
  return Buffer.concat([header, Buffer.from(text), bytes]);
}

/** A file in a zip. */
export interface Member {
  readonly name: string;
  readonly content: Buffer;
  /** What the zip says of its size; the truth, where nothing is said. */
  readonly claims?: number;
  readonly packed?: boolean;
}

/** A zip with these members. */
export function zip(...members: readonly Member[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, claims = content.length, packed = false } of members) {
    const bytes = packed ? deflateRawSync(content) : content;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(packed ? 8 : 0, 4);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(claims, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, Buffer.from(name)]),
    );
    parts.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
