import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { parse } from '../../parser/parse.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { check } from '../../typecheck/check.ts';
import type { DataFacts } from '../../typecheck/check-options.ts';
import type { TypedModule } from '../../typecheck/typed-module.ts';
import { dataFacts } from '../data/dataset.ts';
import type { SeenWeights } from './look-at-weights.ts';
import { SourceReader } from './source-reader.ts';
import { weightWishes } from './weight-wishes.ts';

export interface CheckRequest {
  readonly workingDirectory: string;
  /** Values of params by name, as text. */
  readonly settings: Readonly<Record<string, string>>;
  /**
   * Whether to look into folders of data: `needed` makes a missing one an error, `where-there` looks at those that
   * exist, and `none` at no folder.
   */
  readonly data: 'none' | 'where-there' | 'needed';
  /** Whether a run goes on: what its model began with is of no interest any more. */
  readonly resumed?: boolean;
  /** With `needed`: the only train whose data is. */
  readonly train?: string | undefined;
  /** What is known of folders from before, by the data set's name: no folder is looked into. */
  readonly facts?: ReadonlyMap<string, DataFacts> | undefined;
  /** Texts to check in the place of what files hold, by the paths under which messages show them. */
  readonly texts?: ReadonlyMap<string, string> | undefined;
}

/** A file as the checker left it; the module is partial where there are errors. */
export interface CheckedFile {
  readonly main: SourceFile;
  /** Every file that was read for it, the main one first. */
  readonly sources: readonly SourceFile[];
  readonly typed: TypedModule;
  /** What was seen in the folders of data. */
  readonly facts: ReadonlyMap<string, DataFacts>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and checks a file, looking at its data where that is wanted.
 * @throws Problem when the file itself cannot be read
 */
export async function checkFile(file: string, request: CheckRequest): Promise<CheckedFile> {
  const reader = new SourceReader(request.workingDirectory, request.texts);
  const main = reader.main(file);
  const parsed = parse(main);
  const overrides = new Map(Object.entries(request.settings));
  const checkWith = (facts: ReadonlyMap<string, DataFacts>, weights: SeenWeights['facts'] = new Map()) =>
    check(parsed.value, {
      resolveImport: reader.resolveImport,
      overrides,
      facts,
      weights,
      syntax: parsed.diagnostics,
    });

  let checked = checkWith(request.facts ?? new Map());
  const facts = request.facts ?? (await gatherFacts(checked.value, request));
  // The folders are named in the program, so they are known after a first look at it.
  const seen: SeenWeights =
    request.data === 'none' || request.resumed === true
      ? { facts: new Map(), diagnostics: [] }
      : await seeWeights(checked.value, request.workingDirectory);
  if ((facts.size > 0 && facts !== request.facts) || seen.facts.size > 0)
    checked = checkWith(facts, seen.facts);
  return {
    main,
    sources: reader.sources,
    typed: checked.value,
    facts,
    diagnostics: inOrder([...parsed.diagnostics, ...checked.diagnostics, ...seen.diagnostics]),
  };
}

/** Whether anything stops the build. */
export const isBroken = ({ diagnostics }: CheckedFile): boolean => hasErrors(diagnostics);

async function seeWeights(typed: TypedModule, workingDirectory: string): Promise<SeenWeights> {
  const wishes = weightWishes(typed);
  if (wishes.length === 0) return { facts: new Map(), diagnostics: [] };
  // The readers of weights are many, and most programs need none of them.
  const { lookAtWeights } = await import('./look-at-weights.ts');
  return lookAtWeights(wishes, workingDirectory);
}

async function gatherFacts(
  { datasets, trains }: TypedModule,
  { data, train, workingDirectory }: CheckRequest,
): Promise<ReadonlyMap<string, DataFacts>> {
  if (data === 'none') return new Map();
  const needed = new Set(
    trains.filter(({ name }) => train === undefined || name === train).map(({ dataset }) => dataset),
  );
  const facts = new Map<string, DataFacts>();
  for (const dataset of datasets) {
    const found = await dataFacts(dataset, workingDirectory);
    if (found.exists || (data === 'needed' && needed.has(dataset.name))) facts.set(dataset.name, found);
  }
  return facts;
}

/** By file and place, as one reads: the first file first; without a place at the end. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ labels }) => labels[0]?.span.file.path))];
  const rank = ({ labels }: Diagnostic): readonly [number, number] => {
    const span = labels[0]?.span;
    return span === undefined ? [Infinity, 0] : [files.indexOf(span.file.path), span.start];
  };
  return diagnostics.toSorted((a, b) => {
    const [[fileA, startA], [fileB, startB]] = [rank(a), rank(b)];
    return fileA === fileB ? startA - startB : fileA - fileB;
  });
}
