import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder } from '../../cache-folder.ts';

/** A file of weights that somebody has published for a network of the standard library. */
export interface Published {
  /** What `netc weights add` calls it: `imagenet/vgg16`. */
  readonly name: string;
  readonly block: string;
  readonly top: boolean;
  /** Below the server's folder. */
  readonly path: string;
  /** Undefined where none is published. */
  readonly md5: string | undefined;
}

const server = 'https://storage.googleapis.com/tensorflow/keras-applications';

const suffix = (top: boolean): string => (top ? '' : '_notop');

/** With the top and without it, as most of Keras's are called. */
function pair(
  block: string,
  folder: string,
  [withTop, without]: readonly [string, string],
): readonly Published[] {
  const lower = block.toLowerCase();
  return [true, false].map((top) => ({
    name: `imagenet/${lower}`,
    block,
    top,
    path: `${folder}/${lower}_weights_tf_dim_ordering_tf_kernels${suffix(top)}.h5`,
    md5: top ? withTop : without,
  }));
}

/** Keras publishes no checksums of these. */
function mobile(block: string, folder: string, stem: string): readonly Published[] {
  return [true, false].map((top) => ({
    name: `imagenet/${block.toLowerCase()}`,
    block,
    top,
    path: `${folder}/${stem}${top ? '' : '_no_top'}.h5`,
    md5: undefined,
  }));
}

/** Names, addresses and MD5s of Keras 3.15, `keras/src/applications`. */
export const published: readonly Published[] = [
  ...pair('VGG16', 'vgg16', ['64373286793e3c8b2b4e3219cbf3544b', '6d6bbae143d832006294945121d1f1fc']),
  ...pair('VGG19', 'vgg19', ['cbe5617147190e668d6c5d5026f83318', '253f8cb515780f3b799900260a226db6']),
  ...pair('ResNet50', 'resnet', ['2cb95161c43110f7111970584f804107', '4d473c1dd8becc155b73f8504c6f6626']),
  ...pair('ResNet101', 'resnet', ['f1aeb4b969a6efcfb50fad2f0c20cfc5', '88cf7a10940856eca736dc7b7e228a21']),
  ...pair('ResNet152', 'resnet', ['100835be76be38e30d865e96f2aaae62', 'ee4c566cf9a93f14d82f913c2dc6dd0c']),
  ...pair('ResNet50V2', 'resnet', ['3ef43a0b657b3be2300d5770ece849e0', 'fac2f116257151a9d068a22e544a4917']),
  ...pair('ResNet101V2', 'resnet', ['6343647c601c52e1368623803854d971', 'c0ed64b8031c3730f411d2eb4eea35b5']),
  ...pair('ResNet152V2', 'resnet', ['a49b44d1979771252814e80f8ec446f9', 'ed17cf2e0169df9d443503ef94b23b33']),
  ...mobile('MobileNet', 'mobilenet', 'mobilenet_1_0_224_tf'),
  ...mobile('MobileNetV2', 'mobilenet_v2', 'mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224'),
];

/** Where it can be had: from Keras's server, or the one that NETC_WEIGHTS_URL names. */
export function addressOf({ path }: Published): string {
  const other = process.env['NETC_WEIGHTS_URL'];
  return `${(other === undefined || other === '' ? server : other).replace(/\/+$/, '')}/${path}`;
}

/** What it is called on the server and in the cache. */
export const fileName = ({ path }: Pick<Published, 'path'>): string => path.slice(path.lastIndexOf('/') + 1);

/** Where it is kept. */
export function cachedPath(file: Published): string {
  return join(cacheFolder(), 'weights', 'imagenet', fileName(file));
}
