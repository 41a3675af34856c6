import { createHash } from 'node:crypto';
import type { OpGraph } from '../../ir/op-graph.ts';
import { opKey } from '../../ir/op-key.ts';
import type { ProgramInput } from '../../ir/program.ts';
import { pixelMap, type PixelStatistics } from '../../typecheck/data/pixel-domains.ts';
import type { Dataset } from '../data/dataset.ts';
import { DECODER } from '../data/decode/decode-photo.ts';
import { formKey, type SplitName } from '../data/photo.ts';
import type { Samples } from '../data/samples.ts';
import type { Values } from '../train/weights.ts';

/** What computes features: its library's version and device are in the description. */
export interface Computing {
  readonly engine: string;
  readonly arithmetic: string;
  /** Samples at once: a library may add up in another order for another number. */
  readonly batch: number;
}

/**
 * Names a graph by what it computes: its ops and the values of the variables it reads, not their names or where they are
 * written. Equal for parts of several models that compute the same.
 */
export function graphDigest({ nodes, outputs }: OpGraph, values: Values): string {
  const contents = new Map([...values].map(([path, data]) => [path, contentOf(data)]));
  const hash = createHash('sha256');
  for (const node of nodes) {
    hash.update(opKey(node.kind === 'read' ? { ...node, attributes: { variable: '' } } : node));
    if (node.kind === 'read') hash.update(contents.get(node.attributes.variable) ?? '');
  }
  return hash.update(JSON.stringify(outputs)).digest('hex');
}

const contentOf = (data: Float32Array): Buffer =>
  createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest();

/**
 * Names what a graph is fed of the samples of a split, in order: which files their photos are, when these were changed, and what is
 * made of their pixels; of columns of numbers the numbers.
 * @param training what changes training photos: as text
 */
export function photosDigest(
  { images, labels, splits }: Pick<Dataset, 'images' | 'labels' | 'splits'>,
  split: SplitName,
  inputs: readonly ProgramInput[],
  measured: Readonly<Record<string, PixelStatistics>>,
  training: unknown,
): string {
  const hash = createHash('sha256');
  const columns = inputs.map(({ name, column }) => {
    const index = images.findIndex((image) => image.name === column);
    const label = labels.findIndex((each) => each.name === column);
    return { name, index, image: images[index], label: index < 0 ? label : -1 };
  });
  const forms = columns.map(({ name, image }) =>
    image === undefined ? [name] : [name, formKey(image), pixelMap(image.pixels, measured[image.name])],
  );
  hash.update(JSON.stringify([DECODER, forms, training]));
  addPhotos(hash, splits[split], [...new Set(columns.map(({ index }) => index))]);
  addNumbers(hash, splits[split], [...new Set(columns.map(({ label }) => label))]);
  return hash.digest('hex');
}

function addNumbers(hash: ReturnType<typeof createHash>, samples: Samples, labels: readonly number[]): void {
  for (const label of labels.filter((place) => place >= 0))
    for (let place = 0; place < samples.length; place++)
      hash.update(new Uint8Array(Float32Array.from(samples.label(place, label)).buffer));
}

function addPhotos(hash: ReturnType<typeof createHash>, samples: Samples, columns: readonly number[]): void {
  for (const { photos } of samples)
    for (const column of columns) {
      const photo = photos[column];
      if (photo === undefined) continue;
      hash.update(photo.path).update(`\0${photo.bytes}\0${photo.modified}\0`);
    }
}

/** Counts up where an engine comes to compute the same ops in another way, with other last digits. */
const generation = 2;

/** The name of a set of features: all that they depend on, in a few characters. */
export function featureKey(graph: string, photos: string, computing: Computing): string {
  return createHash('sha256')
    .update(JSON.stringify([generation, graph, photos, computing]))
    .digest('hex')
    .slice(0, 32);
}
