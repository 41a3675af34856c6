import type { ClassesBy } from '../../diagnostics/catalogue/data.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../source/span.ts';
import type { DataFacts } from '../check-options.ts';
import type { Split } from '../typed-module.ts';
import { classesAsDeclared } from './classes-as-declared.ts';
import { classesInEverySplit } from './classes-in-every-split.ts';
import { enoughPhotos } from './enough-photos.ts';
import { folderHasPhotos } from './folder-has-photos.ts';
import { foldersAreClasses } from './folders-are-classes.ts';
import { labelsAreReadable } from './labels-are-readable.ts';
import { noEmptyClass } from './no-empty-class.ts';
import { severalClasses } from './several-classes.ts';

/** A dataset's declaration beside what was seen in its folder. */
export interface FolderCase {
  readonly folder: string;
  readonly span: Span;
  readonly split: Split;
  readonly splitSpan: Span;
  readonly facts: DataFacts;
  /** What says the classes. */
  readonly by: ClassesBy;
  readonly declared: readonly string[] | undefined;
  /** Where the program says how classes are known. */
  readonly labelsSpan: Span;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** Whether the claim holds; what does not is reported. */
export type FolderRule = (folder: FolderCase) => boolean;

/** In the order in which they are tried; those after the first that fails would only repeat it. */
const rules: readonly (readonly FolderRule[])[] = [
  [labelsAreReadable],
  [folderHasPhotos],
  [foldersAreClasses],
  [noEmptyClass, classesInEverySplit, classesAsDeclared],
  [severalClasses, enoughPhotos],
];

/** Judges what was seen in a dataset's folder. */
export function folderRules(folder: FolderCase): void {
  for (const group of rules) {
    const holds = group.map((rule) => rule(folder));
    if (holds.includes(false)) return;
  }
}

/** Why a folder below that of the photos, or one in it, cannot be read; undefined where all can. */
export function unreadableBelow({ unreadable = [] }: DataFacts, place: string): string | undefined {
  return unreadable.find(({ folder }) => folder === place || place === '' || folder.startsWith(`${place}/`))
    ?.reason;
}

/** Names of the classes in all splits, sorted as labels are. */
export function classesOf({ splits }: DataFacts): readonly string[] {
  return [...new Set(Object.values(splits).flatMap((classes) => Object.keys(classes)))].sort();
}
