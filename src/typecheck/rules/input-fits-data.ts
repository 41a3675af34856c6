import { noSuchImage } from '../../diagnostics/catalogue/data.ts';
import { inputCount, inputDoesNotFitData } from '../../diagnostics/catalogue/training.ts';
import type { Fix } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { CheckedImage } from '../data/checked-dataset.ts';
import { imageOfInput } from '../data/checked-dataset.ts';
import type { ImageShape, TypedInput } from '../typed-module.ts';
import type { TrainCase, TrainRule } from './train-rules.ts';

/** Each input has an image column of the data to take, and its photos have the size that the input has. */
export const inputFitsData: TrainRule = (train) => {
  const { declaration, model, dataset, report } = train;
  const images = dataset?.images ?? [];
  const inputs = model.model?.inputs ?? [];
  const [image, another] = images;
  const [, second] = inputs;
  if (model.model === undefined || image === undefined) return true;
  if (inputs.length !== 1 && another === undefined) {
    const also = second === undefined ? [] : [{ span: second.span, text: 'one input too many' }];
    const parameters = { model: model.model.name, count: inputs.length, data: declaration.data.text };
    report(inputCount(declaration.data.span, parameters, { also }));
    return false;
  }
  return inputs.map((input) => fits(input, images, train)).every((holds) => holds);
};

function fits(
  input: TypedInput,
  images: readonly CheckedImage[],
  { declaration, model: { model }, report }: TrainCase,
): boolean {
  const image = imageOfInput(input.name, images);
  const data = declaration.data.text;
  const modelName = model?.name ?? '';
  if (image === undefined) {
    const known = images.map(({ name }) => name);
    const suggestion = nearest(input.name, known);
    const also = [{ span: input.span, text: 'this input' }];
    const parameters = { model: modelName, data, input: input.name, known, suggestion };
    report(noSuchImage(declaration.data.span, parameters, { also }));
    return false;
  }
  const { size: given, sizeSpan } = image;
  if (given === undefined) return true;
  const gives = [given.height, given.width, given.channels];
  if (input.shape.join() === gives.join()) return true;
  const print = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
  const fixes = shapeFix(image, input.shape, given);
  report(
    inputDoesNotFitData(
      declaration.data.span,
      { input: input.name, model: modelName, wants: print(input.shape), data, gives: print(gives) },
      {
        also: [
          { span: input.span, text: `wants ${print(input.shape)}` },
          ...(sizeSpan ? [{ span: sizeSpan, text: `gives ${print(gives)}` }] : []),
        ],
        fixes,
      },
    ),
  );
  return false;
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
