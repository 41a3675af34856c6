import { inputCount, inputDoesNotFitData } from '../../diagnostics/catalogue/training.ts';
import type { TrainRule } from './train-rules.ts';

/** Photos are decoded to red, green and blue. */
const photoChannels = 3;

/** The photos of the data have the size that the model's input has. */
export const inputFitsData: TrainRule = ({ declaration, model: { model }, dataset, report }) => {
  if (model === undefined || dataset?.typed === undefined) return true;
  const data = dataset.typed.name;
  const [input, second] = model.inputs;
  if (input === undefined || second !== undefined) {
    const also = second === undefined ? [] : [{ span: second.span, text: 'one input too many' }];
    const parameters = { model: model.name, count: model.inputs.length, data };
    report(inputCount(declaration.data.span, parameters, { also }));
    return false;
  }
  const { height, width } = dataset.typed.size;
  const gives = [height, width, photoChannels];
  if (input.shape.join() === gives.join()) return true;
  const print = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
  const [rows, columns, channels] = input.shape;
  const size = `${rows ?? 0}x${columns ?? 0}`;
  const { sizeSpan } = dataset;
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
      { input: input.name, model: model.name, wants: print(input.shape), data, gives: print(gives) },
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
};
