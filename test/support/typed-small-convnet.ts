import { readFileSync } from 'node:fs';
import { sourceFile } from '../../src/source/source-file.ts';
import { span } from '../../src/source/span.ts';
import type { Span } from '../../src/source/span.ts';
import type { LayerOptions, TypedModule } from '../../src/typecheck/typed-module.ts';
import { ModelSketch, loss, phase, rmsprop, typedModule } from './typed-model.ts';
import { labelOf } from './label.ts';

const file = sourceFile(
  'examples/small_convnet.net',
  readFileSync(new URL('../../examples/small_convnet.net', import.meta.url), 'utf8'),
);

/**
 * The lecture's small ConvNet as the checker gives it, built by hand: 3,453,121 parameters for 150×150 photos. A smaller
 * `size` (at least 46 pixels) gives the same layers in less time.
 */
export function typedSmallConvnet(size = 150, batch = 20): TypedModule {
  const sketch = new ModelSketch('SmallConvNet', 'kind');
  let from = 0;
  const layer = (kind: string, written: string, options: LayerOptions = {}, path?: string): void => {
    from = sketch.layer(kind, from, options, { span: where(written), ...(path && { path }) });
  };
  const tensor = sketch.input('photo', [size, size, 3]);
  from = tensor;
  for (const [index, filters] of [32, 64, 128, 128].entries()) {
    layer('conv', `conv(${filters}, 3, relu)`, { filters, size: 3, activation: 'relu' });
    layer('maxpool', `maxpool(2)`, { size: 2 }, `kind.maxpool${index + 1}`);
  }
  layer('flatten', 'flatten');
  layer('dropout', 'dropout(0.5)', { rate: 0.5 });
  layer('dense', 'dense(512, relu)', { units: 512, activation: 'relu' });
  layer('dense', 'dense(1, sigmoid)', { units: 1, activation: 'sigmoid' });
  sketch.output('kind', from);
  const only = phase([loss('binary_crossentropy', 'kind')], rmsprop(1e-4), {
    name: 'small',
    batch,
    length: { kind: 'epochs', count: 30 },
    metrics: [{ kind: 'accuracy', k: null, output: 'kind', label: 'kind' }],
  });
  return typedModule(sketch.model(), [labelOf('kind', 'binary')], [only]);
}

/** Where the example says it (first place). */
function where(written: string): Span {
  const start = file.text.indexOf(written);
  if (start < 0) throw new Error(`The example does not say ${written}.`);
  return span(file, start, start + written.length);
}
