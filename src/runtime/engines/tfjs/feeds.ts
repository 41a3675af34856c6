import { elementCount } from '../../../codegen/kernel-schedule/schedule.ts';
import { typeWithBatch } from '../../../codegen/kernel-schedule/with-batch.ts';
import { BATCH } from '../../../ir/op-graph.ts';
import type { OpGraph, OpNode, TensorType } from '../../../ir/op-graph.ts';
import type { HostTensor, Tensors } from '../engine.ts';
import { EngineError } from '../engine-error.ts';

const isInput = (node: OpNode): node is OpNode<'input'> => node.kind === 'input';

function feedOf(feeds: Tensors, name: string): HostTensor {
  const tensor = feeds[name];
  if (tensor === undefined) throw new EngineError('input', `The feed ${name} is missing.`);
  return tensor;
}

/** How many samples the feeds hold; 1 where no feed has samples. */
export function batchOf(graph: OpGraph, feeds: Tensors): number {
  const sized = graph.nodes.filter(isInput).find((node) => node.type.shape[0] === BATCH);
  return sized === undefined ? 1 : (feedOf(feeds, sized.attributes.name).shape[0] ?? 1);
}

const describe = (dtype: string, shape: readonly number[]): string => `${dtype}[${shape.join(', ')}]`;

const fits = (tensor: HostTensor, type: TensorType): boolean =>
  tensor.dtype === type.dtype &&
  tensor.shape.length === type.shape.length &&
  tensor.shape.every((size, axis) => size === type.shape[axis]) &&
  tensor.data.length === elementCount(type.shape);

/** The values of each feed, all checked against the graph's inputs. @throws EngineError where one does not fit */
export function feedValues(
  graph: OpGraph,
  feeds: Tensors,
  batch: number,
): (name: string) => ArrayLike<number> {
  for (const node of graph.nodes.filter(isInput)) {
    const { name } = node.attributes;
    const tensor = feedOf(feeds, name);
    const type = typeWithBatch(node.type, batch);
    if (!fits(tensor, type)) {
      const [wanted, given] = [describe(type.dtype, type.shape), describe(tensor.dtype, tensor.shape)];
      throw new EngineError('input', `The feed ${name} is ${given}, but the graph takes ${wanted}.`);
    }
  }
  return (name) => feedOf(feeds, name).data;
}
