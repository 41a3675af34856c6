import type { Connection } from 'vscode-languageserver';
import type { DiagnosticAbilities } from './features/diagnostics.ts';
import { diagnosticsFor } from './features/diagnostics.ts';
import type { Document } from './workspace/document.ts';
import type { Workspace } from './workspace/workspace.ts';

/** How long typing may pause before what it came to is looked at: the next key of a burst comes sooner. */
const pause = 4;

/** Sends what is wrong with documents soon after they have changed, once for a burst of edits. */
export class Publisher {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  /** What the editor can; `refresh`: ask again for hints that others changed. */
  abilities: DiagnosticAbilities & { readonly refresh: boolean } = {
    related: false,
    description: false,
    tags: false,
    refresh: false,
  };
  /** Told of documents whose diagnostics were sent. */
  onPublished: (document: Document) => void = () => undefined;
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: Connection, workspace: Workspace) {
    this.#connection = connection;
    this.#workspace = workspace;
  }

  /** A document has changed: it is looked at soon, and so is what imports it. */
  schedule(document: Document): void {
    this.#waiting.add(document.uri);
    const importers = this.#workspace.importersOf(document.path);
    for (const importer of importers) this.#waiting.add(importer.uri);
    // An editor asks for the hints of what it edits; of what imports that it must be told.
    if (importers.length > 0 && this.abilities.refresh) void this.#connection.languages.inlayHint.refresh();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#publish();
    }, pause);
  }

  /** Takes back what was said of a document that was closed. */
  clear(uri: string): void {
    this.#waiting.delete(uri);
    void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #publish(): void {
    const uris = [...this.#waiting];
    this.#waiting.clear();
    for (const uri of uris) {
      const document = this.#workspace.at(uri);
      if (document === undefined) continue;
      const diagnostics = [...diagnosticsFor(this.#workspace.analysis(document), this.abilities)];
      const { version } = document;
      void this.#connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
      this.onPublished(document);
    }
  }
}
