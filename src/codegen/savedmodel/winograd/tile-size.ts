import type { Convolution2d, TensorType } from '../../../ir/op-graph.ts';
import type { TileSize } from './transforms.ts';

/**
 * Multiplications that as much time as transforming one number, on its way in or out, is worth. Measured: layers of VGG16 with
 * 20 photos on two cores with AVX-512 take 0.89 (75×75 pixels, 128 channels), 0.64 (37×37, 256) and 0.51 (18×18, 512) of the
 * direct convolution's time, and 152 to 167 of these explain each.
 */
const transformation = 160;
/** What must remain of the direct convolution's time at most. */
const worthwhile = 0.8;
/** Below, a tile's products are few beside reading the kernel, which is larger here. */
const fewestTiles = 4;

/**
 * The tile by which a convolution is computed in Winograd's way; undefined where that is not possible or not clearly faster.
 * @param image [n, h, w, in]
 * @param kernel [h, w, in, out]
 * @param result [n, h, w, out]
 */
export function winogradTile(
  image: TensorType,
  kernel: TensorType,
  result: TensorType,
  { strides, dilations, padding }: Convolution2d,
): TileSize | undefined {
  // Bfloat16 would lose its few bits in the transformations.
  if (image.dtype !== 'float32' || kernel.dtype !== 'float32') return undefined;
  const [rows = 0, columns = 0, into = 0, out = 0] = kernel.shape;
  const isPlain =
    [...strides, ...dilations].every((each) => each === 1) && padding.flat().every((p) => p >= 0);
  if (rows !== 3 || columns !== 3 || !isPlain) return undefined;
  const [, height = 0, width = 0] = result.shape;
  const direct = 9 * height * width * into * out;
  const sizes: readonly TileSize[] = [3, 4];
  const [best] = sizes
    .map((tile) => {
      const tiles = Math.ceil(height / tile) * Math.ceil(width / tile);
      const cost = tiles * (tile + 2) ** 2 * (into * out + transformation * (into + out));
      return { tile, tiles, cost };
    })
    .sort((a, b) => a.cost - b.cost);
  const pays = best !== undefined && best.tiles >= fewestTiles && best.cost <= worthwhile * direct;
  return pays ? best.tile : undefined;
}
