import { elements } from '../../typecheck/layers/sizes.ts';
import { BATCH, type TensorType } from '../../ir/op-graph.ts';
import { formatType } from '../../ir/tensor-type.ts';
import { EngineError } from './engine-error.ts';
import type { HostTensor, Tensors } from './engine.ts';

/** A feed that a graph wants. */
export interface Feed {
  readonly name: string;
  readonly type: TensorType;
}

/** Throws an EngineError unless every feed is there, of its type, and all have as many samples. */
export function checkFeeds(graph: string, wanted: readonly Feed[], feeds: Tensors): void {
  let samples: number | undefined;
  for (const { name, type } of wanted) {
    const tensor = feeds[name];
    if (!tensor) throw new EngineError('input', `${graph} needs the feed ${name}`);
    const fits =
      tensor.dtype === type.dtype &&
      tensor.shape.length === type.shape.length &&
      type.shape.every((size, axis) => size === BATCH || size === tensor.shape[axis]) &&
      tensor.data.length === elements(tensor.shape);
    if (!fits) {
      throw new EngineError(
        'input',
        `${graph} takes ${name} as ${formatType(type)}, and was given ${given(tensor)}`,
      );
    }
    if (type.shape[0] !== BATCH) continue;
    samples ??= tensor.shape[0];
    if (samples !== tensor.shape[0]) {
      throw new EngineError(
        'input',
        `${graph} was given ${samples} samples, but ${given(tensor)} as ${name}`,
      );
    }
  }
}

/** Throws an EngineError unless an array has as many elements as its variable. */
export function checkVariable(path: string, shape: readonly number[], data: Float32Array): void {
  const size = elements(shape);
  if (data.length === size) return;
  throw new EngineError(
    'input',
    `${path} has ${size} elements (${formatType({ dtype: 'float32', shape })}), and was given ${data.length}`,
  );
}

function given({ dtype, shape, data }: HostTensor): string {
  return `${formatType({ dtype, shape })} with ${data.length} elements`;
}
