import type { Parsed } from '../../parser/parse.ts';
import { parseAgain } from '../../parser/parse.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { DataFacts } from '../../typecheck/check-options.ts';
import { Checker } from '../../typecheck/checker.ts';
import type { Analysis } from './analysis.ts';

/** A text of the workspace: open in the editor, or a file that one imports. */
export class Document {
  readonly uri: string;
  readonly path: string;
  /** The editor's count of its edits; undefined for what is not open there. */
  version: number | undefined;
  /** What was seen in the folders of its data, by the dataset's name. */
  facts: ReadonlyMap<string, DataFacts> = new Map();
  readonly checker = new Checker(true);
  /** What was found last, and when, by the workspace's count of changes. */
  found: { readonly at: number; readonly analysis: Analysis } | undefined;
  #file: SourceFile;
  #parsed: Parsed | undefined;
  #current = false;

  constructor(uri: string, file: SourceFile, version?: number) {
    this.uri = uri;
    this.path = file.path;
    this.version = version;
    this.#file = file;
  }

  get file(): SourceFile {
    return this.#file;
  }

  set file(file: SourceFile) {
    if (file.text === this.#file.text) return;
    this.#file = file;
    this.#current = false;
  }

  /** The tree; what an edit left as it was is the same objects as before. */
  get parsed(): Parsed {
    if (this.#parsed === undefined || !this.#current) {
      this.#parsed = parseAgain(this.#file, this.#parsed?.read);
      this.#current = true;
    }
    return this.#parsed;
  }
}
