import { noSuchImage } from '../../diagnostics/catalogue/data.ts';
import { inputCount, inputDoesNotFitData, inputMayBeMissing } from '../../diagnostics/catalogue/training.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import {
  imageOfInput,
  type CheckedDataset,
  type CheckedImage,
  type CheckedLabel,
} from '../data/checked-dataset.ts';
import type { ImageShape, TypedInput } from '../typed-module.ts';
import type { TrainCase, TrainRule } from './train-rules.ts';

/** Each input has a column of the data to take, and its photos have the size, or its numbers the length, that the input has. */
export const inputFitsData: TrainRule = (train) => {
  const { declaration, model, dataset, report } = train;
  const inputs = model.model?.inputs ?? [];
  if (model.model === undefined || dataset?.images === undefined) return true;
  const { images, numbers } = dataset;
  const [image, another] = images;
  const looking = inputs.filter(
    (input) => numbers?.has(input.name) !== true && !wantsNumbers(input, dataset),
  );
  const [, second] = looking;
  if (second !== undefined && image !== undefined && another === undefined) {
    const also = [{ span: second.span, text: 'one input too many' }];
    const parameters = { model: model.model.name, count: looking.length, data: declaration.data.text };
    report(inputCount(declaration.data.span, parameters, { also }));
    return false;
  }
  const fitting = inputs.map((input) => {
    const column = numbers?.get(input.name);
    return column === undefined ? photosFit(input, dataset, train) : numbersFit(input, column, train);
  });
  return fitting.every((holds) => holds);
};

/** A column of numbers has as many as the input takes, in every row. */
function numbersFit(
  { name, shape, span }: TypedInput,
  { name: column, label }: CheckedLabel,
  { declaration, model: { model }, report }: TrainCase,
): boolean {
  if (label === undefined) return true;
  const also = [{ span, text: 'this input' }];
  const data = declaration.data.text;
  if (label.optional)
    report(inputMayBeMissing(declaration.data.span, { column, data, input: name }, { also }));
  const [wants, gives] = [print(shape), print([label.units])];
  const parameters = { what: 'numbers', input: name, model: model?.name ?? '', wants, data, gives } as const;
  if (wants !== gives) report(inputDoesNotFitData(declaration.data.span, parameters, { also }));
  return wants === gives && !label.optional;
}

const print = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

function photosFit(
  input: TypedInput,
  dataset: CheckedDataset,
  { declaration, model: { model }, report }: TrainCase,
): boolean {
  const isVector = wantsNumbers(input, dataset);
  const image = isVector ? undefined : imageOfInput(input.name, dataset);
  const data = declaration.data.text;
  const modelName = model?.name ?? '';
  if (image === undefined) {
    const columns = isVector ? numericColumns(dataset) : (dataset.images ?? []);
    const known = columns.map(({ name }) => name);
    const suggestion = nearest(input.name, known);
    const also = [{ span: input.span, text: 'this input' }];
    const what = isVector ? 'vector' : 'image';
    const parameters = { what, model: modelName, data, input: input.name, known, suggestion } as const;
    report(noSuchImage(declaration.data.span, parameters, { also }));
    return false;
  }
  const { size: given, sizeSpan } = image;
  if (given === undefined) return true;
  const gives = [given.height, given.width, given.channels];
  if (input.shape.join() === gives.join()) return true;
  const fixes = shapeFix(image, input.shape, given);
  const [wanted, found] = [print(input.shape), print(gives)];
  report(
    inputDoesNotFitData(
      declaration.data.span,
      { what: 'photos', input: input.name, model: modelName, wants: wanted, data, gives: found },
      {
        also: [
          { span: input.span, text: `wants ${wanted}` },
          ...(sizeSpan ? [{ span: sizeSpan, text: `gives ${found}` }] : []),
        ],
        fixes,
      },
    ),
  );
  return false;
}

/** Whether numbers are what an input can only mean: the data has some, or no photos. */
function wantsNumbers({ shape }: TypedInput, dataset: CheckedDataset): boolean {
  return shape.length === 1 && (numericColumns(dataset).length > 0 || dataset.images?.length === 0);
}

function numericColumns({ labels = [] }: CheckedDataset): readonly CheckedLabel[] {
  return labels.filter(({ label }) => label?.kind === 'number' || label?.kind === 'vector');
}

/** Lets the data give another shape: what it says of size or channels is changed, or channels are added after the size. */
function shapeFix(
  { sizeSpan, channelsSpan }: CheckedImage,
  [height = 0, width = 0, channels = 0]: readonly number[],
  given: ImageShape,
): readonly Fix[] {
  if (sizeSpan === undefined || (channels !== 1 && channels !== 3)) return [];
  const size = `size: ${height}x${width}`;
  const isSized = height === given.height && width === given.width;
  const count = `channels: ${channels}`;
  if (channels === given.channels)
    return [{ title: `Change the size to ${height}x${width}`, edits: [{ span: sizeSpan, newText: size }] }];
  if (channelsSpan !== undefined)
    return isSized ? [{ title: `Set ${count}`, edits: [{ span: channelsSpan, newText: count }] }] : [];
  return [
    {
      title: `Set ${isSized ? '' : `${size}, `}${count}`,
      edits: [{ span: sizeSpan, newText: `${size}, ${count}` }],
    },
  ];
}
