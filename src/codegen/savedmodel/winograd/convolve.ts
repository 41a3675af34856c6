import type { OpNode } from '../../../ir/op-graph.ts';
import { bool, int, type } from '../attributes.ts';
import type { TensorName } from '../graph-writer.ts';
import type { LoweringContext } from '../lowering.ts';
import { slice } from '../pieces.ts';
import { onSquares, transforms, type TileSize } from './transforms.ts';

const T = type('float32');

/**
 * A convolution by a kernel of 3×3 in Winograd's way: pixels become tiles, each place in a tile is a matrix of tiles × channels
 * and is multiplied by the kernel's at that place, and tiles become pixels again.
 * @param kernel in Winograd's form, [(tile + 2)², in, out]
 */
export function winogradConvolution(
  op: OpNode<'conv2d'>,
  tile: TileSize,
  kernel: TensorName,
  context: LoweringContext,
): TensorName {
  const { add, writer } = context;
  const [, height = 0, width = 0, channels = 0] = op.type.shape;
  const [rows, columns] = [Math.ceil(height / tile), Math.ceil(width / tile)];
  const images = tilesOf(op, tile, [rows, columns], context);
  const products = add('BatchMatMulV2', [images, kernel], { T, adj_x: bool(false), adj_y: bool(false) });
  const flat = reshape(context, products, [(tile + 2) ** 2, -1]);
  const { sizes, values } = onSquares(transforms[tile].result);
  const results = add('MatMul', [writer.constant('float32', sizes, values), flat], { T });
  const crops = [0, rows * tile - height, 0, columns * tile - width];
  return add(
    'BatchToSpaceND',
    [
      reshape(context, results, [-1, rows, columns, channels]),
      writer.ints([tile, tile]),
      writer.constant('int32', [2, 2], crops),
    ],
    { T, Tblock_shape: type('int32'), Tcrops: type('int32') },
  );
}

/** Bᵀ·d·B for every tile d and channel: [(tile + 2)², tiles, in]. */
function tilesOf(
  { attributes: { padding } }: OpNode<'conv2d'>,
  tile: TileSize,
  [rows, columns]: readonly [number, number],
  context: LoweringContext,
): TensorName {
  const { add, writer } = context;
  const [, height = 0, width = 0, channels = 0] = context.operandType(0).shape;
  // Pixels by their place in a block of tile × tile, with one block more than tiles: tiles reach two pixels into the next.
  const border = [
    padding[0][0],
    (rows + 1) * tile - padding[0][0] - height,
    padding[1][0],
    (columns + 1) * tile - padding[1][0] - width,
  ];
  const apart = add(
    'SpaceToBatchND',
    [context.operand(0), writer.ints([tile, tile]), writer.constant('int32', [2, 2], border)],
    { T, Tblock_shape: type('int32'), Tpaddings: type('int32') },
  );
  const blocks = reshape(context, apart, [tile, tile, -1, rows + 1, columns + 1, channels]);
  const parts = quarters(tile).map(({ down, right, height: high, width: wide }) => {
    const part = slice(
      context,
      blocks,
      'float32',
      [0, 0, 0, down, right, 0],
      [high, wide, -1, rows, columns, channels],
    );
    return reshape(context, part, [high * wide, -1]);
  });
  const pixels = add('ConcatV2', [...parts, writer.constant('int32', [], [0])], {
    T,
    N: int(parts.length),
    Tidx: type('int32'),
  });
  const matrix = writer.constant('float32', [(tile + 2) ** 2, (tile + 2) ** 2], imageMatrix(tile));
  const product = add('MatMul', [matrix, pixels], { T });
  return reshape(context, product, [(tile + 2) ** 2, -1, channels]);
}

/** A patch of (tile + 2)² pixels in four parts: of its own block, of that on the right, below, and on the right below. */
function quarters(tile: TileSize): readonly {
  readonly down: 0 | 1;
  readonly right: 0 | 1;
  readonly height: number;
  readonly width: number;
}[] {
  return ([0, 1] as const).flatMap((down) =>
    ([0, 1] as const).map((right) => ({
      down,
      right,
      height: down === 0 ? tile : 2,
      width: right === 0 ? tile : 2,
    })),
  );
}

/** Bᵀ⊗Bᵀ whose columns are in the order in which `quarters` has the pixels. */
function imageMatrix(tile: TileSize): readonly number[] {
  const size = tile + 2;
  const order = quarters(tile).flatMap(({ down, right, height, width }) =>
    Array.from({ length: height * width }, (_, place) => {
      const [row, column] = [Math.floor(place / width), place % width];
      return (down * tile + row) * size + right * tile + column;
    }),
  );
  const { sizes, values } = onSquares(transforms[tile].image);
  return Array.from({ length: sizes[0] }, (_, row) =>
    order.map((column) => values[row * sizes[1] + column] ?? 0),
  ).flat();
}

function reshape({ add, writer }: LoweringContext, from: TensorName, sizes: readonly number[]): TensorName {
  return add('Reshape', [from, writer.ints(sizes)], { T, Tshape: type('int32') });
}
