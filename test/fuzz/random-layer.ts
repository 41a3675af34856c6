import { activations } from '../../src/typecheck/layers/activations.ts';
import type { Choices } from './choices.ts';

/** Height, width and channels of an image. */
export interface Image {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A layer as it is written, and the image that it makes. */
export interface WrittenLayer {
  readonly text: string;
  readonly result: Image;
}

/** Makes a layer for an image; undefined where this image is too small for it. */
type Make = (image: Image, choose: Choices) => WrittenLayer | undefined;

const smallest = ({ height, width }: Image): number => Math.min(height, width);

const asItIs =
  (write: (choose: Choices, image: Image) => string): Make =>
  (image, choose) => ({ text: write(choose, image), result: image });

const activation = (choose: Choices): string =>
  choose.maybe() ? '' : `, ${choose.of('relu', 'tanh', 'elu', 'swish', 'sigmoid')}`;

const strided = (size: number, stride: number): number => Math.ceil(size / stride);

const conv: Make = (image, choose) => {
  const filters = choose.between(1, 6);
  const size = choose.between(1, 3);
  const rest = activation(choose);
  if (choose.maybe()) {
    const stride = choose.between(1, 2);
    const bias = choose.maybe() ? ', bias: false' : '';
    return {
      text: `conv(${filters}, ${size}${rest}, padding: same, stride: ${stride}${bias})`,
      result: {
        height: strided(image.height, stride),
        width: strided(image.width, stride),
        channels: filters,
      },
    };
  }
  const dilation = choose.between(1, 2);
  const reach = (size - 1) * dilation;
  if (smallest(image) <= reach) return undefined;
  const groups = image.channels % 2 === 0 && filters % 2 === 0 && choose.maybe() ? 2 : 1;
  return {
    text: `conv(${filters}, ${size}${rest}, dilation: ${dilation}, groups: ${groups})`,
    result: { height: image.height - reach, width: image.width - reach, channels: filters },
  };
};

const pool =
  (kind: 'maxpool' | 'avgpool'): Make =>
  (image, choose) => {
    const size = choose.between(1, 3);
    if (choose.maybe()) {
      const stride = choose.between(1, 2);
      return {
        text: `${kind}(${size}, stride: ${stride}, padding: same)`,
        result: { ...image, height: strided(image.height, stride), width: strided(image.width, stride) },
      };
    }
    if (smallest(image) < size) return undefined;
    const round = choose.maybe() ? Math.ceil : Math.floor;
    const rounding = round === Math.ceil ? ', rounding: up' : '';
    const out = (extent: number): number => round((extent - size) / size) + 1;
    return {
      text: `${kind}(${size}${rounding})`,
      result: { ...image, height: out(image.height), width: out(image.width) },
    };
  };

/** Every layer that makes an image of an image, by its name in the registry. */
export const imageLayers: Readonly<Record<string, Make>> = {
  conv,
  depthwise_conv: (image, choose) => {
    const multiplier = choose.between(1, 2);
    return {
      text: `depthwise_conv(${choose.between(1, 3)}, padding: same, multiplier: ${multiplier})`,
      result: { ...image, channels: image.channels * multiplier },
    };
  },
  separable_conv: (image, choose) => {
    const filters = choose.between(1, 5);
    return {
      text: `separable_conv(${filters}, ${choose.between(1, 3)}, padding: same)`,
      result: { ...image, channels: filters },
    };
  },
  conv_transpose: (image, choose) => {
    if (Math.max(image.height, image.width) > 12) return undefined;
    const filters = choose.between(1, 4);
    return {
      text: `conv_transpose(${filters}, ${choose.between(1, 3)}, stride: 2, padding: same)`,
      result: { height: image.height * 2, width: image.width * 2, channels: filters },
    };
  },
  maxpool: pool('maxpool'),
  avgpool: pool('avgpool'),
  dropout: asItIs((choose) => `dropout(0.${choose.between(1, 9)})`),
  spatial_dropout: asItIs((choose) => `spatial_dropout(${choose.between(0, 90)}%)`),
  batchnorm: asItIs((choose) =>
    choose.of('batchnorm', 'batchnorm(scale: false)', 'batchnorm(momentum: 0.9)'),
  ),
  layernorm: asItIs((choose) => choose.of('layernorm', 'layernorm(center: false)')),
  groupnorm: asItIs((choose, { channels }) => `groupnorm(${channels % 2 === 0 && choose.maybe() ? 2 : 1})`),
  lrn: asItIs((choose) => choose.of('lrn', 'lrn(radius: 1, alpha: 0.01)')),
  pad: (image, choose) => {
    const border = choose.between(0, 2);
    const { height, width } = image;
    return {
      text: `pad([[${border}, 1], [0, ${border}]])`,
      result: { ...image, height: height + border + 1, width: width + border },
    };
  },
  crop: (image) =>
    smallest(image) < 4
      ? undefined
      : { text: 'crop(1)', result: { ...image, height: image.height - 2, width: image.width - 2 } },
  upsample: (image, choose) => {
    if (Math.max(image.height, image.width) > 12) return undefined;
    return {
      text: `upsample(2, method: ${choose.of('nearest', 'bilinear')})`,
      result: { ...image, height: image.height * 2, width: image.width * 2 },
    };
  },
  rescale: asItIs((choose) => `rescale(${choose.of(2, 0.5)}, ${choose.of(0, -1)})`),
  reshape: ({ height, width, channels }) => ({
    text: `reshape([${width}, ${height}, ${channels}])`,
    result: { height: width, width: height, channels },
  }),
  ...Object.fromEntries(activations.map(({ name }) => [name, asItIs(() => name)])),
};

const [first, ...others] = Object.values(imageLayers);

/** Some layer that fits the image. */
export function randomLayer(image: Image, choose: Choices): WrittenLayer {
  const make = choose.of(first ?? conv, ...others);
  return make(image, choose) ?? { text: 'relu', result: image };
}
