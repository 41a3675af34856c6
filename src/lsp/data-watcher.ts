import { dataFacts } from '../runtime/data/dataset.ts';
import type { DataFacts } from '../typecheck/check-options.ts';
import type { Document } from './workspace/document.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Looks into the folders of data that documents name, and tells when something there is new. */
export class DataWatcher {
  readonly #workspace: Workspace;
  readonly #changed: (document: Document) => void;
  /** What was looked at last for each document, as text. */
  readonly #looked = new Map<string, string>();

  constructor(workspace: Workspace, changed: (document: Document) => void) {
    this.#workspace = workspace;
    this.#changed = changed;
  }

  /** How many documents it knows folders of. */
  get size(): number {
    return this.#looked.size;
  }

  /** Looks where a document's data lies, if that is not where it was, or in any case. */
  async look(document: Document, anyway = false): Promise<void> {
    const { datasets } = this.#workspace.analysis(document).checked.value;
    const wanted = JSON.stringify(
      datasets.map(({ name, source, split, images }) => [name, source.path, split, images]),
    );
    if (!anyway && this.#looked.get(document.uri) === wanted) return;
    this.#looked.set(document.uri, wanted);
    const facts = new Map<string, DataFacts>();
    for (const dataset of datasets) {
      const found = await dataFacts(dataset, this.#workspace.workingDirectory(document)).catch(
        () => undefined,
      );
      if (found?.exists === true) facts.set(dataset.name, found);
    }
    const [before, now] = [JSON.stringify([...document.facts]), JSON.stringify([...facts])];
    if (before === now || this.#workspace.at(document.uri) !== document) return;
    document.facts = facts;
    this.#workspace.touch();
    this.#changed(document);
  }

  forget(uri: string): void {
    this.#looked.delete(uri);
  }
}
