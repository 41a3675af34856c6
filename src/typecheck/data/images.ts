import { badDataSetting } from '../../diagnostics/catalogue/data.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { DataDeclaration, Expression, Setting } from '../../parser/ast.ts';
import type { DataFacts } from '../check-options.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { folderRules } from '../rules/folder-rules.ts';
import type { Label, TypedDataset } from '../typed-module.ts';
import { wholeImage, type CheckedDataset, type CheckedImage } from './checked-dataset.ts';
import type { SourcePath } from './dataset.ts';
import { readClasses } from './read-classes.ts';
import {
  defaultPixels,
  defaultResize,
  pixelsExpected,
  pixelsOf,
  resizeExpected,
  resizeOf,
  type Refuse,
} from './read-pixels.ts';
import { readNameLabels } from './read-name-labels.ts';
import { dataSettings } from './data-settings.ts';
import { readSize } from './read-size.ts';
import { readSplit } from './read-split.ts';
import { requiredSetting } from './required-setting.ts';
import { uniqueSettings } from './unique-settings.ts';

/** The name of the one label and of the one image column that a folder of photos has. */
export const folderColumns = { label: 'class', image: 'image' } as const;

/** Checks `images("folder") { … }`: a folder of photos for each class, or classes by names of files. */
export function checkImages(
  declaration: DataDeclaration,
  folder: SourcePath | undefined,
  facts: DataFacts | undefined,
  place: Place,
): CheckedDataset {
  const { name, doc, span } = declaration;
  const settings = uniqueSettings(declaration.settings, Object.keys(dataSettings.images), place);
  const size = requiredSetting('size', 'size: 150x150', settings, declaration, place, readSize);
  const split = requiredSetting('split', 'split: folders', settings, declaration, place, (setting) =>
    readSplit(setting, place, 'images'),
  );
  const classesSetting = settings.get('classes');
  const declared = classesSetting && readClasses(classesSetting, place);
  const labelsSetting = settings.get('labels');
  const names = labelsSetting && readNameLabels(labelsSetting, place);
  const unclear = labelsSetting !== undefined && names === undefined;
  const found = facts && classNames(facts);
  if (!unclear && folder !== undefined && split !== undefined && facts !== undefined) {
    folderRules({
      folder: folder.text,
      span: folder.span,
      split,
      splitSpan: settings.get('split')?.span ?? folder.span,
      facts,
      names,
      declared,
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
  const checkedImage: CheckedImage = {
    name: folderColumns.image,
    size,
    sizeSpan: settings.get('size')?.span,
    ...readPhotoSettings(settings, place),
  };
  const image = wholeImage(checkedImage, []);
  const typed: TypedDataset | undefined =
    unclear || folder === undefined || image === undefined || split === undefined
      ? undefined
      : {
          name: name.text,
          doc,
          span,
          source: { kind: 'images', path: folder.text, span: folder.span, ...(names !== undefined && { names }) },
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

/** `resize` and `pixels` of the photos; undefined where they are wrong, which was reported. */
function readPhotoSettings(
  settings: ReadonlyMap<string, Setting>,
  place: Place,
): Pick<CheckedImage, 'resize' | 'pixels' | 'pixelsSpan'> {
  const read = <T>(
    key: string,
    expected: string,
    otherwise: T,
    of: (written: Expression, refuse: Refuse) => T | undefined,
  ): T | undefined => {
    const [written, extra] = settings.get(key)?.values ?? [];
    if (written === undefined) return otherwise;
    const refuse: Refuse = (given, known) => {
      const parameters = { setting: key, expected, given, suggestion: nearest(given, known) };
      place.elaboration.report(badDataSetting((extra ?? written).span, parameters));
    };
    if (extra === undefined) return of(written, refuse);
    refuse('more than one', []);
    return undefined;
  };
  return {
    resize: read('resize', resizeExpected, defaultResize, (written, refuse) => resizeOf(written, place, refuse)),
    pixels: read('pixels', pixelsExpected, defaultPixels, pixelsOf),
    pixelsSpan: settings.get('pixels')?.span,
  };
}

function classNames({ splits }: DataFacts): readonly string[] {
  return [...new Set(Object.values(splits).flatMap((classes) => Object.keys(classes)))].sort();
}
