import type { DataDeclaration, Setting } from '../../parser/ast.ts';
import type { DataFacts } from '../check-options.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { arrayRules } from '../rules/array-rules.ts';
import type { ArraySource, ChannelCount, Label, Size, TypedDataset } from '../typed-module.ts';
import { wholeImage, type CheckedDataset, type CheckedLabel } from './checked-dataset.ts';
import { cifarClasses } from './cifar-classes.ts';
import type { SourcePath } from './dataset.ts';
import { folderColumns } from './folder-columns.ts';
import { gatherDataSettings } from './gather-data-settings.ts';
import { readImageSettings } from './image-settings.ts';
import { readNumberedClasses } from './read-numbered-classes.ts';
import { readSize } from './read-size.ts';
import { requiredSplit } from './read-split.ts';
import { requiredSetting } from './required-setting.ts';

/** How the images and labels of a kind of files come. */
interface Format {
  readonly kind: Exclude<ArraySource['kind'], 'arrays'>;
  readonly channels: ChannelCount;
  /** Of images where the program says none; undefined where they differ from file to file. */
  readonly size: Size | undefined;
  /** Undefined where a label is wrong, which was reported. */
  readonly labels: (
    settings: ReadonlyMap<string, Setting>,
    facts: DataFacts | undefined,
    place: Place,
  ) => readonly CheckedLabel[];
}

type Check = (
  declaration: DataDeclaration,
  path: SourcePath | undefined,
  facts: DataFacts | undefined,
  place: Place,
) => CheckedDataset;

/** MNIST's four files: `idx("data/mnist") { … }`. */
export const checkIdx: Check = checkFormat({ kind: 'idx', channels: 1, size: undefined, labels: idxLabels });

const cifarSize = { height: 32, width: 32 };

/** `cifar10("data/cifar-10-batches-bin") { … }`. */
export const checkCifar10: Check = checkFormat({
  kind: 'cifar10',
  channels: 3,
  size: cifarSize,
  labels: () => [classLabel(folderColumns.label, false, cifarClasses.cifar10)],
});

/** `cifar100("data/cifar-100-binary") { … }`: each photo has a fine class and a coarse one. */
export const checkCifar100: Check = checkFormat({
  kind: 'cifar100',
  channels: 3,
  size: cifarSize,
  labels: () => [
    classLabel('fine', true, cifarClasses.fine),
    classLabel('coarse', true, cifarClasses.coarse),
  ],
});

function checkFormat({ kind, channels, size, labels: labelsOf }: Format): Check {
  return (declaration, path, facts, place) => {
    const { name, doc, span } = declaration;
    const settings = gatherDataSettings(declaration.settings, kind, place);
    const written = settings.get('size');
    const ownSize =
      written === undefined && size !== undefined
        ? size
        : requiredSetting('size', 'size: 28x28', settings, declaration, place, readSize);
    const split = requiredSplit(settings, declaration, place, 'pixels');
    const checkedImage = readImageSettings(ownSize, settings, place, channels);
    const image = wholeImage(checkedImage, []);
    const labels = labelsOf(settings, facts, place);
    const typedLabels = labels.flatMap(({ label }) => label ?? []);
    const typed: TypedDataset | undefined =
      path === undefined || image === undefined || split === undefined || typedLabels.length < labels.length
        ? undefined
        : {
            ...{ name: name.text, doc, span },
            source: { kind, path: path.text, span: path.span },
            images: [image],
            labels: typedLabels,
            split,
          };
    const splitSpan = settings.get('split')?.span;
    if (typed !== undefined) arrayRules({ typed, facts, splitSpan, report: place.elaboration.report });
    return { declaration, typed, images: [checkedImage], labels, facts };
  };
}

/** As many classes as the program says, or as were seen in the files. */
function idxLabels(
  settings: ReadonlyMap<string, Setting>,
  facts: DataFacts | undefined,
  place: Place,
): readonly CheckedLabel[] {
  const setting = settings.get('classes');
  const declared = setting && readNumberedClasses(setting, place);
  if (setting !== undefined && declared === undefined)
    return [{ name: folderColumns.label, named: false, label: undefined }];
  return [classLabel(folderColumns.label, false, declared ?? seenClasses(facts))];
}

/** Classes from 0 up to the highest that was seen. */
function seenClasses(facts: DataFacts | undefined): readonly string[] | undefined {
  const seen = Object.values(facts?.splits ?? {}).flatMap((counts) => Object.keys(counts).map(Number));
  if (seen.length === 0) return undefined;
  return Array.from({ length: Math.max(...seen) + 1 }, (_, number) => String(number));
}

function classLabel(name: string, named: boolean, classes: readonly string[] | undefined): CheckedLabel {
  const kind = classes?.length === 2 ? 'binary' : 'class';
  const label: Label = { name, kind, columns: [], classes, units: 1, optional: false };
  return { name, named, label };
}
