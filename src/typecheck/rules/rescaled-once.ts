import { rescaledTwice } from '../../diagnostics/catalogue/pixels.ts';
import { pixelDomains } from '../data/pixel-domains.ts';
import { imageOfInput } from '../data/checked-dataset.ts';
import { pixelsFix } from './pixels-fix.ts';
import type { TrainRule } from './train-rules.ts';

/** What a model rescales right at its input are bytes: everything else the data has rescaled already. */
export const rescaledOnce: TrainRule = ({ declaration, model: { model }, dataset, report }) => {
  if (model === undefined || dataset?.images === undefined) return true;
  let holds = true;
  for (const input of model.inputs) {
    const image = imageOfInput(input.name, dataset);
    const pixels = image?.pixels;
    if (image === undefined || pixels === undefined || pixels === 'bytes') continue;
    for (const layer of model.layers) {
      if (layer.kind !== 'rescale' || !layer.inputs.includes(input.id)) continue;
      holds = false;
      const parameters = { input: input.name, data: declaration.data.text, gives: pixelDomains[pixels] };
      const also = [{ span: declaration.data.span, text: `gives pixels ${parameters.gives}` }];
      report(rescaledTwice(layer.span, parameters, { also, fixes: pixelsFix(image, 'bytes') }));
    }
  }
  return holds;
};
