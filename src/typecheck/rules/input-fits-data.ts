import { noSuchImage } from '../../diagnostics/catalogue/data.ts';
import { inputCount, inputDoesNotFitData } from '../../diagnostics/catalogue/training.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { CheckedImage } from '../data/checked-dataset.ts';
import { imageOfInput } from '../data/checked-dataset.ts';
import type { TypedInput } from '../typed-module.ts';
import type { TrainCase, TrainRule } from './train-rules.ts';

/** Photos are decoded to red, green and blue. */
const photoChannels = 3;

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
  const gives = [given.height, given.width, photoChannels];
  if (input.shape.join() === gives.join()) return true;
  const print = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
  const [rows, columns, channels] = input.shape;
  const size = `${rows ?? 0}x${columns ?? 0}`;
  const fixes =
    sizeSpan === undefined || channels !== photoChannels
      ? []
      : [
          {
            title: `Change the size to ${size}`,
            edits: [{ span: sizeSpan, newText: `size: ${size}` }],
          },
        ];
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
