import { type } from '../attributes.ts';
import type { GraphWriter, TensorName } from '../graph-writer.ts';
import { onSquares, transforms, type TileSize } from './transforms.ts';

/** Shape of a kernel [3, 3, in, out] in Winograd's form: a matrix for each place in a tile. */
export function transformedShape(kernel: readonly number[], tile: TileSize): readonly number[] {
  return [(tile + 2) ** 2, ...kernel.slice(2)];
}

/** G·g·Gᵀ for every pair of channels. */
export function transformKernel(
  writer: GraphWriter,
  name: string,
  kernel: TensorName,
  shape: readonly number[],
  tile: TileSize,
): TensorName {
  const T = type('float32');
  const reshape = (from: TensorName, sizes: readonly number[]): TensorName =>
    writer.add(name, 'Reshape', [from, writer.ints(sizes)], { T, Tshape: type('int32') });
  const { sizes, values } = onSquares(transforms[tile].kernel);
  const matrix = writer.constant('float32', sizes, values);
  const product = writer.add(name, 'MatMul', [matrix, reshape(kernel, [9, -1])], { T });
  return reshape(product, transformedShape(shape, tile));
}
