import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { cannotRead, noSuchFile } from '../../diagnostics/catalogue/run.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { sourceFile, type SourceFile } from '../../source/source-file.ts';
import { Problem } from '../problem.ts';
import { plainReason, systemCode } from '../run-folder/write-whole.ts';
import { netFilesIn } from './net-files.ts';

/** A program is text by hand: what is larger is something else. */
const mostBytes = 10_000_000;

/** Reads `.net` files, each once, and remembers them: what a program was made of. */
export class SourceReader {
  readonly #workingDirectory: string;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #read = new Map<string, SourceFile | undefined>();

  /** @param texts what to read in the place of files, by the paths under which messages show them */
  constructor(workingDirectory: string, texts: ReadonlyMap<string, string> = new Map()) {
    this.#workingDirectory = workingDirectory;
    this.#texts = texts;
  }

  /** Every file read so far, the first one first. */
  get sources(): readonly SourceFile[] {
    return [...this.#read.values()].filter((file) => file !== undefined);
  }

  /**
   * The file that a command was given.
   * @throws Problem NET7010 or NET7011 when it cannot be read
   */
  main(path: string): SourceFile {
    const absolute = resolve(this.#workingDirectory, path);
    try {
      const file = sourceFile(path, this.#texts.get(path) ?? readText(absolute));
      this.#read.set(path, file);
      return file;
    } catch (error) {
      if (systemCode(error) !== 'ENOENT')
        throw new Problem(cannotRead(undefined, { path, reason: plainReason(error) }));
      const folder = dirname(absolute);
      const similar = nearest(relative(folder, absolute), netFilesIn(folder));
      throw new Problem(noSuchFile(undefined, { path, similar: similar && join(dirname(path), similar) }));
    }
  }

  /** The file that an import names; undefined where there is none. Imports are relative. */
  readonly resolveImport = (from: string, importer: string): SourceFile | undefined => {
    const [shown, absolute] = this.#place(from, importer);
    if (shown === undefined) return undefined;
    if (!this.#read.has(shown)) {
      let file: SourceFile | undefined;
      try {
        file = sourceFile(shown, this.#texts.get(shown) ?? readText(absolute));
      } catch {
        // The checker says that it was not found, at the import.
      }
      this.#read.set(shown, file);
    }
    return this.#read.get(shown);
  };

  /** How an imported file is shown, and where it is. Only `.net` files are ever read. */
  #place(from: string, importer: string): readonly [string, string] | readonly [undefined, undefined] {
    const name = from.endsWith('.net') ? from : `${from}.net`;
    if (!/^\.\.?\//.test(from)) return [undefined, undefined];
    const shown = join(dirname(importer), name);
    return [shown, resolve(this.#workingDirectory, shown)];
  }
}

/** The text of a file; a byte-order mark at its beginning is not part of it. */
function readText(path: string): string {
  const bytes = readFileSync(path);
  if (bytes.length > mostBytes) throw new Error('it is far too large for a program');
  return new TextDecoder().decode(bytes);
}
