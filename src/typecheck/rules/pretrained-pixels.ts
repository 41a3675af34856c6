import { otherPixels } from '../../diagnostics/catalogue/pixels.ts';
import { pixelDomains, pixelMap, type PixelMap } from '../data/pixel-domains.ts';
import { imageOfInput } from '../data/checked-dataset.ts';
import type { LayerCall, PixelDomain, Pretrained, TypedInput, TypedModel } from '../typed-module.ts';
import { pixelsFix } from './pixels-fix.ts';
import type { TrainAdvice } from './train-advice.ts';

/** Weights and the pixels they were trained on belong together. */
export const pretrainedPixels: TrainAdvice = ({ train, model, images, report }) => {
  for (const pretrained of model.pretrained) {
    const { pixels, block, weights, span } = pretrained;
    const fed = pixels === undefined ? undefined : inputOf(pretrained, model);
    const image = fed && imageOfInput(fed.input.name, images);
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

/** The model's input that a pretrained block is fed, and what rescales it on the way; undefined where it is something else. */
function inputOf(
  { path }: Pretrained,
  { inputs, layers }: TypedModel,
): { readonly input: TypedInput; readonly rescales: readonly LayerCall[] } | undefined {
  const inside = (layer: LayerCall): boolean => path === '' || layer.path.startsWith(`${path}.`);
  const first = layers.find((layer) => inside(layer) && layer.kind !== 'rescale');
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
