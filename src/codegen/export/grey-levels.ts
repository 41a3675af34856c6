import type { GraphBuilder } from '../../ir/graph-builder.ts';
import type { OpGraph, ValueId } from '../../ir/op-graph.ts';
import { rebuild } from '../../ir/passes/pass.ts';
import { float32 } from '../../ir/tensor-type.ts';
import type { PixelMap } from '../../typecheck/data/pixel-domains.ts';

/**
 * The graph with its inputs as grey levels from 0 to 255 (red, green, blue): what the data's pixel domain makes of them
 * becomes part of it.
 * @param maps by the input's name; an input without one is left as it is
 */
export function takeGreyLevels(graph: OpGraph, maps: ReadonlyMap<string, PixelMap>): OpGraph {
  return rebuild(graph, (builder, node) => {
    const value = builder.append(node);
    if (node.kind !== 'input') return value;
    const map = maps.get(node.attributes.name.replace(/^input\//, ''));
    return map === undefined ? value : mapped(builder, value, map);
  });
}

function mapped(builder: GraphBuilder, levels: ValueId, { scale, offset, reversed }: PixelMap): ValueId {
  const ordered = reversed ? reversedChannels(builder, levels) : levels;
  const scaled = isAll(scale, 1) ? ordered : builder.binary('mul', ordered, perChannel(builder, scale));
  return isAll(offset, 0) ? scaled : builder.binary('add', scaled, perChannel(builder, offset));
}

const isAll = (values: readonly number[], wanted: number): boolean =>
  values.every((value) => value === wanted);

/** One number where all channels have the same. */
function perChannel(builder: GraphBuilder, values: readonly number[]): ValueId {
  const [first = 0] = values;
  if (isAll(values, first)) return builder.scalar(first);
  return builder.add('constant', [], { values }, float32([values.length]));
}

function reversedChannels(builder: GraphBuilder, image: ValueId): ValueId {
  const [batch = 0, height = 0, width = 0, channels = 0] = builder.shape(image);
  const single = Array.from({ length: channels }, (_, channel) =>
    builder.add('slice', [image], { begin: [0, 0, 0, channel] }, float32([batch, height, width, 1])),
  );
  return builder.add('concat', single.toReversed(), { axis: 3 });
}
