import { readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { sourceFile } from '../../source/source-file.ts';
import type { Analysis } from './analysis.ts';
import { analyze } from './analysis.ts';
import { Document } from './document.ts';
import type { Change } from './positions.ts';
import { changed } from './positions.ts';
import { netFilesBelow } from './net-files.ts';
import { pathOf, uriOf } from './uri.ts';

/** A program is text by hand: what is larger is something else. */
const mostBytes = 10_000_000;

/** A file beside the open documents, and what it was when it was read. */
interface Stored {
  readonly document: Document;
  readonly modified: number;
  readonly bytes: number;
}

/** The texts that an editor works on: open documents, whose texts are the editor's, and files that they import. */
export class Workspace {
  /** Folders that the editor has open. */
  folders: readonly string[] = [];
  readonly #open = new Map<string, Document>();
  readonly #stored = new Map<string, Stored>();
  #changes = 0;

  /** Open documents. */
  get documents(): readonly Document[] {
    return [...this.#open.values()];
  }

  /** How much is remembered: what a session may not let grow. */
  get sizes(): Readonly<Record<string, number>> {
    const all = [...this.documents, ...[...this.#stored.values()].map(({ document }) => document)];
    return {
      open: this.#open.size,
      stored: this.#stored.size,
      results: all.reduce((sum, { checker }) => sum + checker.size, 0),
      versions: all.reduce((sum, { parsed }) => sum + parsed.places.versions, 0),
    };
  }

  open(uri: string, text: string, version: number): Document {
    const path = pathOf(uri);
    const document = new Document(uri, sourceFile(path, text), version);
    this.#open.set(path, document);
    this.#stored.delete(path);
    this.#changes++;
    return document;
  }

  change(uri: string, changes: readonly Change[], version: number): Document | undefined {
    const document = this.at(uri);
    if (document === undefined) return undefined;
    document.file = changed(document.file, changes);
    document.version = version;
    this.#changes++;
    return document;
  }

  close(uri: string): void {
    this.#open.delete(pathOf(uri));
    this.#changes++;
    this.#forgetUnused();
  }

  /** Something outside the documents changed: files, or what was seen in folders of data. */
  touch(): void {
    this.#changes++;
  }

  /** An open document. */
  at(uri: string): Document | undefined {
    return this.#open.get(pathOf(uri));
  }

  /** A document by its path: as it is in the editor, or else in its file; undefined where there is none. */
  readonly find = (path: string): Document | undefined => {
    const open = this.#open.get(path);
    if (open !== undefined) return open;
    if (path.startsWith('std/') || !path.endsWith('.net')) return undefined;
    try {
      const { mtimeMs: modified, size: bytes } = statSync(path);
      const before = this.#stored.get(path);
      if (before?.modified === modified && before.bytes === bytes) return before.document;
      if (bytes > mostBytes) return undefined;
      const text = new TextDecoder().decode(readFileSync(path));
      const document = before?.document ?? new Document(uriOf(path), sourceFile(path, text));
      document.file = sourceFile(path, text);
      this.#stored.set(path, { document, modified, bytes });
      return document;
    } catch {
      this.#stored.delete(path);
      return undefined;
    }
  };

  /** What is known of a document now. */
  readonly analysis = (document: Document): Analysis => {
    const { found } = document;
    if (found?.at === this.#changes) return found.analysis;
    const analysis = analyze(document, this.find, resolveImport);
    document.found = { at: this.#changes, analysis };
    return analysis;
  };

  /** Open documents, and the other programs in the editor's folders. */
  allDocuments(): readonly Document[] {
    const others = netFilesBelow(this.folders).filter((path) => !this.#open.has(path));
    return [...this.documents, ...others.flatMap((path) => this.find(path) ?? [])];
  }

  /** Open documents that import a file, straight or through others, as far as they were looked at. */
  importersOf(path: string): readonly Document[] {
    return this.documents.filter(({ found }) => found?.analysis.imports.has(path) === true);
  }

  /** The folder that a program's paths of data start from: the editor's, or that of the file. */
  workingDirectory({ path }: Document): string {
    const around = this.folders.filter((folder) => path.startsWith(folder + sep));
    return around.toSorted((a, b) => b.length - a.length)[0] ?? this.folders[0] ?? dirname(path);
  }

  #forgetUnused(): void {
    const used = new Set(this.documents.flatMap(({ found }) => [...(found?.analysis.imports ?? [])]));
    for (const path of this.#stored.keys()) if (!used.has(path)) this.#stored.delete(path);
  }
}

/** Where an import leads: only to `.net` files, and relative to the file that has it. */
export function resolveImport(from: string, importer: string): string | undefined {
  if (!/^\.\.?\//.test(from)) return undefined;
  return join(dirname(importer), from.endsWith('.net') ? from : `${from}.net`);
}
