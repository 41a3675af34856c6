import type { ByteFile } from './byte-file.ts';
import { hdf5Signature } from './hdf5/hdf5-file.ts';
import { kerasMembers } from './keras/open-keras.ts';
import { readZip } from './zip.ts';

/** What a file is by its contents. */
export type Contents =
  | { readonly kind: 'hdf5' | 'keras' | 'safetensors' | 'json' | 'pickle' }
  /** Something else; `what` says it in words. */
  | { readonly kind: 'other'; readonly what: string };

/** How files begin that are taken for weights, and are none that can be read. */
const others: readonly {
  readonly begins: readonly number[] | string;
  readonly at?: number;
  readonly what: string;
}[] = [
  {
    begins: 'version https://git-lfs',
    what: 'a pointer of Git LFS: `git lfs pull` gets the file that it stands for',
  },
  { begins: '<', what: 'a web page: what was downloaded is not the file' },
  { begins: 'GGUF', what: 'GGUF of llama.cpp' },
  {
    begins: 'TFL3',
    at: 4,
    what: 'a model of TensorFlow Lite, whose weights are no longer those of training',
  },
  { begins: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], what: 'an array of numpy (.npy)' },
  { begins: [0x1f, 0x8b], what: 'compressed by gzip: unpack it first' },
  { begins: [0x08], what: 'a protobuf, such as of ONNX or TensorFlow' },
];

const begins = (bytes: Uint8Array, wanted: readonly number[] | string, at = 0): boolean =>
  [...(typeof wanted === 'string' ? Buffer.from(wanted) : wanted)].every(
    (byte, index) => bytes[at + index] === byte,
  );

/** Looks at how a file begins, and into the directory of a zip. */
export function detect(file: ByteFile): Contents {
  const first = file.slice(0, Math.min(64, file.size));
  if (first.length === 0) return { kind: 'other', what: 'an empty file' };
  if (begins(first, hdf5Signature)) return { kind: 'hdf5' };
  if (begins(first, 'PK\x03\x04') || begins(first, 'PK\x05\x06')) return detectZip(file);
  // A length of eight bytes, then JSON. It goes first: one of 640 bytes begins as a pickle does.
  if (first[8] === 0x7b && headerLength(first) <= file.size - 8) return { kind: 'safetensors' };
  // The second version of pickles and those after it begin with 0x80 and their number.
  if (first[0] === 0x80 && (first[1] ?? 0) >= 2 && (first[1] ?? 0) <= 5) return { kind: 'pickle' };
  if (first[8] === 0x7b && first[6] === 0 && first[7] === 0) return { kind: 'safetensors' };
  if (/^[\s\uFEFF]*\{/.test(new TextDecoder().decode(first))) return { kind: 'json' };
  const other = others.find(({ begins: wanted, at }) => begins(first, wanted, at));
  return { kind: 'other', what: other?.what ?? 'something whose beginning no format has' };
}

function headerLength(first: Uint8Array): number {
  const { buffer, byteOffset } = first;
  return Number(new DataView(buffer, byteOffset).getBigUint64(0, true));
}

function detectZip(file: ByteFile): Contents {
  const names = [...readZip(file).keys()];
  if (names.includes(kerasMembers.config) || names.includes(kerasMembers.weights)) return { kind: 'keras' };
  if (names.some((name) => name.endsWith('/data.pkl') || name === 'data.pkl')) return { kind: 'pickle' };
  if (names.some((name) => name.endsWith('.npy')))
    return { kind: 'other', what: 'a zip of arrays of numpy (.npz)' };
  return { kind: 'other', what: 'a zip that no model is in' };
}
