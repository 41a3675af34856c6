import type { DataDeclaration } from '../../parser/ast.ts';
import type { DataFacts } from '../check-options.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { folderRules } from '../rules/folder-rules.ts';
import type { Label, TypedDataset } from '../typed-module.ts';
import { wholeImage, type CheckedDataset } from './checked-dataset.ts';
import type { SourcePath } from './dataset.ts';
import { folderColumns } from './folder-columns.ts';
import { gatherDataSettings } from './gather-data-settings.ts';
import { readClasses } from './read-classes.ts';
import { readImageSettings } from './image-settings.ts';
import { readFolderLabels } from './read-folder-labels.ts';
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
  const unclear = labelsSetting !== undefined && said === undefined;
  const found = facts && classNames(facts);
  if (!unclear && folder !== undefined && split !== undefined && facts !== undefined) {
    folderRules({
      folder: folder.text,
      span: folder.span,
      split,
      splitSpan: settings.get('split')?.span ?? folder.span,
      facts,
      names: said?.names ?? (said && '*.jpg'),
      declared,
      labelsSpan: labelsSetting?.span ?? folder.span,
      report: place.elaboration.report,
    });
  }
  const classes = found !== undefined && found.length > 0 ? found : declared;
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

function classNames({ splits }: DataFacts): readonly string[] {
  return [...new Set(Object.values(splits).flatMap((classes) => Object.keys(classes)))].sort();
}
