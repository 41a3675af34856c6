import type { ConvAttributes } from '../../../../codegen/kernel-schedule/own-kernels.ts';
import { sizes } from './wasm-kernel.ts';
import type { WasmKernel, WasmOperand } from './wasm-kernel.ts';

/** Bytes of a thread's scratch memory for transformed tiles: they should stay in a core's second cache. */
const tileBytes = 524_288;

/** As many tiles as fit with so many channels, in fours; the products of more would not fit the scratch memory. */
const blockTiles = (channels: number): number =>
  Math.max(4, Math.min(128, Math.floor(tileBytes / (64 * channels)))) & ~3;

export const pack: WasmKernel<'WinogradPack'> = ({ input, output }, { kernel, flipped }) => ({
  kernel: 'winogradPack',
  words: [input(0).address, output().address, kernel[2], kernel[3], flipped ? 1 : 0],
  tasks: output().shape[1] ?? 0,
});

/** The words that convolution and gradient have in common; `result` is the smaller image, or the one convolved to. */
function words(
  addresses: readonly [number, number, number, number],
  image: WasmOperand,
  result: WasmOperand,
  { padding }: ConvAttributes,
  relu: boolean,
  block: number,
): { readonly words: readonly number[]; readonly tiles: number } {
  const [batch, height, width, channels] = sizes(image.shape);
  const [, outHeight, outWidth, out] = sizes(result.shape);
  const [tilesY, tilesX] = [Math.ceil(outHeight / 2), Math.ceil(outWidth / 2)];
  const tiles = batch * tilesY * tilesX;
  return {
    tiles,
    words: [
      ...[...addresses, height, width, channels, outHeight, outWidth, out],
      ...[...padding, relu ? 1 : 0, tiles, block, tilesX, tilesY],
    ],
  };
}

export const conv2d: WasmKernel<'WinogradConv2d'> = ({ inputs, input, output }, attributes) => {
  const [x, panels, y] = [input(0), input(1), output()];
  const addresses = [x.address, panels.address, y.address, inputs[2]?.address ?? 0] as const;
  const block = blockTiles(attributes.kernel[2]);
  const call = words(addresses, x, y, attributes, attributes.relu, block);
  return { kernel: 'winogradConv2d', words: call.words, tasks: Math.ceil(call.tiles / block), chunk: 1 };
};

export const gradient: WasmKernel<'WinogradGradient'> = ({ input, output }, attributes) => {
  const [x, dy, sums] = [input(0), input(1), output()];
  const [parts] = sizes(sums.shape);
  const [, , into, out] = attributes.kernel;
  const addresses = [x.address, dy.address, sums.address, 0] as const;
  const call = words(addresses, x, dy, attributes, false, blockTiles(into + out));
  return { kernel: 'winogradGradient', words: [...call.words, parts], tasks: parts, chunk: 1 };
};

export const unpack: WasmKernel<'WinogradUnpack'> = ({ input, output }) => {
  const [sums, result] = [input(0), output()];
  const [parts, , into, out] = sizes(sums.shape);
  return {
    kernel: 'winogradUnpack',
    words: [sums.address, result.address, into, out, parts],
    tasks: into,
  };
};
