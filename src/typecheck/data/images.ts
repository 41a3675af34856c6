import { badDataSetting, type ClassesBy } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Argument, DataDeclaration, Expression, Setting } from '../../parser/ast.ts';
import type { DataFacts } from '../check-options.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { folderRules } from '../rules/folder-rules.ts';
import { areOfSplit } from '../rules/folders-are-classes.ts';
import type { Label, Split, TypedDataset } from '../typed-module.ts';
import { wholeImage, type CheckedDataset } from './checked-dataset.ts';
import type { SourcePath } from './dataset.ts';
import { folderColumns } from './folder-columns.ts';
import { gatherDataSettings } from './gather-data-settings.ts';
import { readClasses } from './read-classes.ts';
import { readImageSettings } from './image-settings.ts';
import { CLASS_WORD, wordsOf } from './name-pattern.ts';
import { readFolderLabels, type FolderLabels } from './read-folder-labels.ts';
import { readSize } from './read-size.ts';
import { readSplit } from './read-split.ts';
import { requiredSetting } from './required-setting.ts';

/** Checks `images("folder") { … }`: a folder of photos for each class, or classes by names of files. */
export function checkImages(
  declaration: DataDeclaration,
  folder: SourcePath | undefined,
  facts: DataFacts | undefined,
  place: Place,
): CheckedDataset {
  const { name, doc, span } = declaration;
  const settings = gatherDataSettings(declaration.settings, 'images', place);
  const size = requiredSetting('size', 'size: 150x150', settings, declaration, place, readSize);
  const split = requiredSetting('split', 'split: folders', settings, declaration, place, (setting) =>
    readSplit(setting, place, 'images'),
  );
  const classesSetting = settings.get('classes');
  const declared = classesSetting && readClasses(classesSetting, place);
  const labelsSetting = settings.get('labels');
  const said = labelsSetting && readFolderLabels(labelsSetting, place);
  const unclear =
    (labelsSetting !== undefined && said === undefined) ||
    !saysGroups(split, said, settings.get('split'), place);
  const found = facts && classNames(facts);
  const by = classesBy(said);
  if (!unclear && folder !== undefined && split !== undefined && facts !== undefined) {
    folderRules({
      folder: folder.text,
      span: folder.span,
      split,
      splitSpan: settings.get('split')?.span ?? folder.span,
      facts,
      by,
      declared,
      labelsSpan: labelsSetting?.span ?? folder.span,
      report: place.elaboration.report,
    });
  }
  const misread = facts !== undefined && declared === undefined && areOfSplit(facts, by, split);
  const classes = found !== undefined && found.length > 0 && !misread ? found : declared;
  const label: Label = {
    name: folderColumns.label,
    kind: classes?.length === 2 ? 'binary' : 'class',
    columns: [],
    classes,
    units: 1,
    optional: false,
  };
  const checkedImage = readImageSettings(size, settings, place);
  const image = wholeImage(checkedImage, []);
  const typed: TypedDataset | undefined =
    unclear || folder === undefined || image === undefined || split === undefined
      ? undefined
      : {
          name: name.text,
          doc,
          span,
          source: { kind: 'images', path: folder.text, span: folder.span, ...said },
          images: [image],
          labels: [label],
          split,
        };
  return {
    declaration,
    typed,
    images: [checkedImage],
    labels: [{ name: folderColumns.label, named: false, label }],
    facts,
  };
}

function classesBy(said: FolderLabels | undefined): ClassesBy {
  if (said === undefined) return { kind: 'folders' };
  return said.names === undefined ? { kind: 'table' } : { kind: 'names', pattern: said.names };
}

/** Whether the word that photos stay together by is one that their names, or the table of their classes, can say; what is not is reported. */
function saysGroups(
  split: Split | undefined,
  said: FolderLabels | undefined,
  setting: Setting | undefined,
  { elaboration }: Place,
): boolean {
  if (split === undefined || !('by' in split) || split.by === undefined) return true;
  if (split.byNames !== undefined || said?.table !== undefined) return true;
  const { by, kind } = split;
  const written = said === undefined ? [] : wordsOf(said.names);
  // What stands there twice may be two things.
  const words = written.filter(
    (word) => word !== CLASS_WORD && written.indexOf(word) === written.lastIndexOf(word),
  );
  if (words.includes(by)) return true;
  const expected =
    words.length === 0
      ? `${kind}(…, by: name("{person}_*.jpg")), a pattern of the names of photos that belong together`
      : `by: ${words.join(' or by: ')}, words of the pattern in labels`;
  const [value] = setting?.values ?? [];
  if (value !== undefined)
    elaboration.report(
      badDataSetting(byOf(value)?.span ?? value.span, {
        ...{ setting: 'split', expected, given: `by: ${by}`, suggestion: nearest(by, words) },
      }),
    );
  return false;
}

function byOf(written: Expression): Argument | undefined {
  return written.kind === 'call' ? written.arguments.find(({ name }) => name?.text === 'by') : undefined;
}

function classNames({ splits }: DataFacts): readonly string[] {
  return [...new Set(Object.values(splits).flatMap((classes) => Object.keys(classes)))].sort();
}
