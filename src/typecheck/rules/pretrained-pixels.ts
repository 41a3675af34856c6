import { otherPixels } from '../../diagnostics/catalogue/pixels.ts';
import { pixelDomains, pixelMap, type PixelMap } from '../data/pixel-domains.ts';
import { imageOfInput } from '../data/checked-dataset.ts';
import type { WeightFacts } from '../check-options.ts';
import type {
  LayerCall,
  PixelDomain,
  Pretrained,
  TypedInput,
  TypedModel,
  TypedTrain,
} from '../typed-module.ts';
import { pixelsFix } from './pixels-fix.ts';
import type { TrainAdvice } from './train-advice.ts';

/** Weights and the pixels they were trained on belong together. */
export const pretrainedPixels: TrainAdvice = ({ train, model, dataset, weightFacts, report }) => {
  for (const { block, weights, span, layers, ...convention } of beginnings(train, model)) {
    const pixels = trainedOn(convention, weightFacts.get(weights));
    const fed = pixels === undefined ? undefined : inputOf(layers, model);
    const image = fed && imageOfInput(fed.input.name, dataset);
    if (pixels === undefined || fed === undefined || image?.pixels === undefined) continue;
    if (isSame(pixels, image.pixels, fed.rescales)) continue;
    const parameters = {
      ...{ block, weights, wanted: pixels, wants: pixelDomains[pixels] },
      ...{ data: train.dataset, gives: pixelDomains[image.pixels] },
    };
    const also = image.pixelsSpan === undefined ? [] : [{ span: image.pixelsSpan, text: 'other pixels' }];
    const fixes = fed.rescales.length === 0 ? pixelsFix(image, pixels) : [];
    report(otherPixels(span, parameters, { also, fixes }));
  }
};

/** What begins with weights from elsewhere: the whole model, or blocks of it. */
function beginnings(
  { weights, model: block }: TypedTrain,
  model: TypedModel,
): readonly Pick<Pretrained, 'block' | 'weights' | 'pixels' | 'layers' | 'span'>[] {
  if (weights === undefined) return model.pretrained;
  return [{ ...weights, block, layers: model.layers.map(({ path }) => ({ path, name: path })) }];
}

/** The pixels that weights were trained on, as far as it is known; by Keras where nobody has looked. */
function trainedOn(
  { pixels }: Pick<Pretrained, 'pixels'>,
  facts: WeightFacts | undefined,
): PixelDomain | undefined {
  if (facts?.own === true) return facts.trainedOn;
  return pixels[facts?.convention ?? 'keras'];
}

/** The model's input that layers are fed, and what rescales it on the way; undefined where it is something else. */
function inputOf(
  pretrained: Pretrained['layers'],
  { inputs, layers }: TypedModel,
): { readonly input: TypedInput; readonly rescales: readonly LayerCall[] } | undefined {
  const paths = new Set(pretrained.map(({ path }) => path));
  const first = layers.find((layer) => paths.has(layer.path) && layer.kind !== 'rescale');
  const rescales: LayerCall[] = [];
  let tensor = first?.inputs[0];
  for (;;) {
    const input = inputs.find(({ id }) => id === tensor);
    if (input !== undefined) return { input, rescales };
    const layer = layers.find(({ id }) => id === tensor);
    if (layer?.kind !== 'rescale') return undefined;
    rescales.unshift(layer);
    tensor = layer.inputs[0];
  }
}

/** Whether pixels of a domain are, after some rescaling, those of another. */
function isSame(wanted: PixelDomain, given: PixelDomain, rescales: readonly LayerCall[]): boolean {
  if (rescales.length === 0) return wanted === given;
  if (wanted === 'standardized' || given === 'standardized') return false;
  const made = rescales.reduce(rescaled, pixelMap(given, undefined));
  const { scale, offset, reversed } = pixelMap(wanted, undefined);
  const near = (a: number, b = NaN): boolean => Math.abs(a - b) <= 1e-3 * Math.max(Math.abs(a), 1e-3);
  return (
    made.reversed === reversed &&
    scale.every((value, channel) => near(value, made.scale[channel])) &&
    offset.every((value, channel) => near(value, made.offset[channel]))
  );
}

function rescaled({ scale, offset, reversed }: PixelMap, { options }: LayerCall): PixelMap {
  const factor = Number(options['scale']);
  const shift = Number(options['offset']);
  return {
    scale: [scale[0] * factor, scale[1] * factor, scale[2] * factor],
    offset: [offset[0] * factor + shift, offset[1] * factor + shift, offset[2] * factor + shift],
    reversed,
  };
}
