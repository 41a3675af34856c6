import { weightsOutside } from '../../../../diagnostics/catalogue/weight-files.ts';
import { Problem } from '../../../problem.ts';
import { elementCount, floatBytes, readNumbers, toFloat32, type FloatKind } from '../numbers.ts';
import { readAttributes, readTexts } from './attributes.ts';
import { readChunks } from './chunks.ts';
import { readDataspace, type Dataspace } from './dataspace.ts';
import { readDatatype, type Datatype } from './datatype.ts';
import { readFilters, unknownFilter, type Filter } from './filters.ts';
import type { Hdf5File } from './hdf5-file.ts';
import { readLayout, type Layout } from './layout.ts';
import { messageKinds, type Message } from './object-header.ts';
import { unread } from './unread.ts';

/** A dataset as its header describes it. */
export interface Dataset {
  readonly shape: readonly number[];
  readonly type: Datatype;
  readonly layout: Layout;
  readonly filters: readonly Filter[];
}

/**
 * What the messages of an object say of a dataset; undefined where it is none.
 * @throws Problem NET7200 for a contradiction, NET7204 where its numbers are in another file
 */
export function readDataset(messages: readonly Message[], file: Hdf5File): Dataset | undefined {
  let type: Datatype | undefined;
  let space: { readonly shape: Dataspace } | undefined;
  let layout: Layout | undefined;
  let filters: readonly Filter[] = [];
  for (const { kind, shared, body } of messages) {
    switch (kind) {
      case messageKinds.datatype:
        if (shared) throw unread('an array of a named type', file);
        type = readDatatype(body());
        break;
      case messageKinds.dataspace:
        space = { shape: readDataspace(body(), file) };
        break;
      case messageKinds.layout:
        layout = readLayout(body(), file);
        break;
      case messageKinds.filters:
        filters = readFilters(body(), file);
        break;
      case messageKinds.externalFiles:
        throw new Problem(
          weightsOutside(undefined, { path: file.bytes.path, outside: 'numbers in another file' }),
        );
      default:
        break;
    }
  }
  if (layout === undefined || type === undefined || space === undefined) return undefined;
  // Keras writes bfloat16 as two opaque bytes, and says so in an attribute.
  const dtype = readAttributes(messages, file).get('dtype');
  if (dtype !== undefined && type.float === undefined && type.size === 2) {
    const [name] = readTexts(dtype, file) ?? [];
    if (name === 'bfloat16') type = { ...type, name, float: 'bfloat16' };
  }
  return { shape: space.shape ?? [0], type, layout, filters };
}

/**
 * The numbers of a dataset, row by row.
 * @param kind what its type says they are
 */
export async function readFloats(
  { shape, type, layout, filters }: Dataset,
  kind: FloatKind,
  file: Hdf5File,
): Promise<Float32Array> {
  const count = elementCount(shape);
  if (count === 0) return new Float32Array(0);
  const filter = unknownFilter(filters);
  if (filter !== undefined) throw unread(`an array that went through the filter ${filter.name}`, file);
  switch (layout.kind) {
    case 'compact': {
      if (layout.data.length < count * floatBytes[kind])
        throw file.broken('an array has fewer bytes than its shape says');
      const result = new Float32Array(count);
      toFloat32(layout.data.slice(0, count * floatBytes[kind]), kind, type.bigEndian, result);
      return result;
    }
    case 'contiguous':
      if (layout.start === undefined) throw file.broken('the numbers of an array were never written');
      if (layout.bytes < count * floatBytes[kind])
        throw file.broken('an array has fewer bytes than its shape says');
      return readNumbers(file.bytes, layout.start, count, kind, type.bigEndian);
    case 'chunked': {
      if (layout.tree === undefined) throw file.broken('the numbers of an array were never written');
      const chunkShape = layout.sizes.slice(0, -1);
      if (layout.sizes.at(-1) !== floatBytes[kind])
        throw file.broken('the pieces of an array have numbers of another size than itself');
      return readChunks(
        {
          tree: layout.tree,
          shape,
          chunkShape,
          elementBytes: floatBytes[kind],
          kind,
          bigEndian: type.bigEndian,
          filters,
        },
        file,
      );
    }
    case 'unread':
      throw unread(layout.feature, file);
  }
}
