import { dataFacts } from '../runtime/data/dataset.ts';
import { spanText } from '../source/span.ts';
import type { DataFacts } from '../typecheck/check-options.ts';
import type { CheckedDataset } from '../typecheck/data/checked-dataset.ts';
import type { Document } from './workspace/document.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Looks into the folders of data that documents name, and tells when something there is new. */
export class DataWatcher {
  readonly #workspace: Workspace;
  readonly #changed: (document: Document) => void;
  /** What was looked at last for each document, as text. */
  readonly #looked = new Map<string, string>();
  /** Where the data of each document came from then. */
  readonly #sources = new Map<string, ReadonlyMap<string, string>>();

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
    const { checked } = this.#workspace.analysis(document);
    const { datasets } = checked.value;
    const wanted = JSON.stringify(
      datasets.map(({ name, source, split, images }) => [name, source.path, split, images]),
    );
    if (!anyway && this.#looked.get(document.uri) === wanted) return;
    this.#looked.set(document.uri, wanted);
    const facts = this.#ofUnfinished(document, checked.datasets);
    for (const dataset of datasets) {
      const found = await dataFacts(dataset, this.#workspace.workingDirectory(document)).catch(
        () => undefined,
      );
      if (found?.exists === true) facts.set(dataset.name, found);
    }
    this.#sources.set(document.uri, sourcesOf(checked.datasets));
    const [before, now] = [JSON.stringify([...document.facts]), JSON.stringify([...facts])];
    if (before === now || this.#workspace.at(document.uri) !== document) return;
    document.facts = facts;
    this.#workspace.touch();
    this.#changed(document);
  }

  forget(uri: string): void {
    this.#looked.delete(uri);
    this.#sources.delete(uri);
  }

  /** What is known of data in which something is wrong while it is written, where it still names the same place. */
  #ofUnfinished({ uri, facts }: Document, datasets: readonly CheckedDataset[]): Map<string, DataFacts> {
    const [before, now] = [this.#sources.get(uri), sourcesOf(datasets)];
    const kept = new Map<string, DataFacts>();
    for (const { declaration, typed } of datasets) {
      const name = declaration.name.text;
      const known = facts.get(name);
      if (typed === undefined && known !== undefined && before?.get(name) === now.get(name))
        kept.set(name, known);
    }
    return kept;
  }
}

/** Where data comes from, as it is written, by its name. */
function sourcesOf(datasets: readonly CheckedDataset[]): ReadonlyMap<string, string> {
  return new Map(
    datasets.map(({ declaration: { name, source } }) => [name.text, spanText(source.span)] as const),
  );
}
