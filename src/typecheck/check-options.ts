import type { ArrayFault } from '../diagnostics/catalogue/arrays.ts';
import type { LabelTableFault } from '../diagnostics/catalogue/label-tables.ts';
import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import type { Module } from '../parser/ast.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Span } from '../source/span.ts';
import type { NameTables, PixelDomain } from './typed-module.ts';

/** What the host tells the checker; the checker itself reads nothing. */
export interface CheckOptions {
  /**
   * The file that an import names, seen from the file that imports it (`SourceFile.path`); a pure lookup. The standard
   * library is not asked for: the checker has it. A file that was read already comes as its tree.
   */
  readonly resolveImport?: (from: string, importer: string) => SourceFile | Outcome<Module> | undefined;
  /** Values for params by name, as written after `--set`. */
  readonly overrides?: ReadonlyMap<string, string>;
  /** What the parser said: what seems to be missing near an error of syntax is not missed again. */
  readonly syntax?: readonly Diagnostic[];
  /** What is in the folder of each dataset, by the dataset's name. Datasets that are missing here are not judged. */
  readonly facts?: ReadonlyMap<string, DataFacts>;
  /** What is known of weights from elsewhere, by what programs call them. */
  readonly weights?: ReadonlyMap<string, WeightFacts>;
  /** Where a span stands now, in trees with parts that were read in earlier versions of their files. */
  readonly here?: (span: Span) => Span;
}

/** What the host saw of a dataset on disk. */
export interface DataFacts {
  /** Whether its folder or file is there. */
  readonly exists: boolean;
  /** Names of a table's columns. */
  readonly columns?: readonly string[];
  /** Why a table cannot be read, in words. */
  readonly broken?: string;
  /**
   * Photos of each class by its name, for each split folder by its name; where the split is not `folders`, the one
   * entry has the empty name. Of a table there is none: its rows are not counted before they are read. Of arrays they are
   * samples, and classes have the names of their numbers.
   */
  readonly splits: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Photos of which no class is known: in no folder of a class, or of a name that does not fit. */
  readonly stray?: { readonly count: number; readonly first: readonly string[] };
  /** Folders below that of the photos that cannot be read, the empty name being its own, with the system's code for why. */
  readonly unreadable?: readonly { readonly folder: string; readonly reason: string }[];
  /** What is wrong with files of arrays. */
  readonly fault?: ArrayFault | undefined;
  /** What is wrong with the table that says the classes of a folder's photos. */
  readonly labelFault?: LabelTableFault | undefined;
}

/** What the host saw of weights that a program names. */
export interface WeightFacts {
  /** By whose names their arrays go. */
  readonly convention: keyof NameTables;
  /** Of weights that netc has trained: the pixels that they were trained on, where that can be told. */
  readonly trainedOn?: PixelDomain | undefined;
  /** Whether netc has trained them. */
  readonly own: boolean;
}
