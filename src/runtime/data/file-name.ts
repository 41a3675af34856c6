/** A name as the file system gives it, in both forms that are needed. */
export interface FileName {
  /** For people and for sorting; bytes that are not UTF-8 stand as `\xNN`. */
  readonly text: string;
  /** Opens the file: text where that says it exactly, bytes otherwise. */
  readonly exact: string | Buffer;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What every encoding writes alike: most names, and nothing has to be decoded. */
const PLAIN = /^[ -~]*$/;

/** Reads a name from its bytes, given as characters of Latin-1: objects of bytes are dear where there are many names. */
export function fileNameOf(latin: string): FileName {
  return PLAIN.test(latin) ? { text: latin, exact: latin } : fileName(Buffer.from(latin, 'latin1'));
}

/** Reads a name from its bytes. */
export function fileName(bytes: Buffer): FileName {
  try {
    const text = strict.decode(bytes);
    return { text, exact: text };
  } catch {
    return { text: escapeBytes(bytes), exact: bytes };
  }
}

/** ASCII stays, every other byte becomes `\xNN`. */
function escapeBytes(bytes: Buffer): string {
  return Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}

const SEPARATOR = Buffer.from('/');

/** A path one part longer; `/` separates parts on every platform Node runs on. */
export function joinPath(folder: string | Buffer, name: string | Buffer): string | Buffer {
  if (typeof folder === 'string' && typeof name === 'string') return `${folder}/${name}`;
  return Buffer.concat([Buffer.from(folder), SEPARATOR, Buffer.from(name)]);
}

/** Strings by their code units: the same order on every machine, whatever its language. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
