import { readAttributes, readTexts, type Attribute } from './attributes.ts';
import { readDataset, type Dataset } from './dataset.ts';
import type { Hdf5File } from './hdf5-file.ts';
import { readLinks } from './links.ts';
import { readMessages } from './object-header.ts';

/** A group of an HDF5 file: a folder of others and of datasets. */
export interface Group {
  readonly kind: 'group';
  readonly address: number;
  readonly links: ReadonlyMap<string, number>;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export type Hdf5Object = Group | ({ readonly kind: 'dataset' } & Dataset);

/** @throws Problem NET7200 where there is neither a group nor a dataset */
export function readObject(address: number, file: Hdf5File): Hdf5Object {
  const messages = readMessages(file, address);
  const links = readLinks(messages, file);
  if (links !== undefined)
    return { kind: 'group', address, links, attributes: readAttributes(messages, file) };
  const dataset = readDataset(messages, file);
  if (dataset === undefined) throw file.broken(`what is at byte ${address} is neither a group nor an array`);
  return { kind: 'dataset', ...dataset };
}

/** What a path such as `conv1/kernel:0` leads to below a group; undefined where it leads nowhere. */
export function find(path: string, from: Group, file: Hdf5File): Hdf5Object | undefined {
  let found: Hdf5Object = from;
  for (const name of path.split('/').filter((step) => step !== '')) {
    const address = found.kind === 'group' ? found.links.get(name) : undefined;
    if (address === undefined) return undefined;
    found = readObject(address, file);
  }
  return found;
}

/** Texts of an attribute; undefined where there is no such attribute, or it is none of text. */
export function texts(name: string, group: Group, file: Hdf5File): readonly string[] | undefined {
  const attribute = group.attributes.get(name);
  return attribute && readTexts(attribute, file);
}

/** The same of an attribute that Keras has cut into `NAME0`, `NAME1` … where it was too long for one. */
export function longTexts(name: string, group: Group, file: Hdf5File): readonly string[] | undefined {
  const whole = texts(name, group, file);
  if (whole !== undefined) return whole;
  const parts: string[][] = [];
  for (let part = texts(`${name}0`, group, file); part !== undefined;) {
    parts.push([...part]);
    part = texts(`${name}${parts.length}`, group, file);
  }
  return parts.length === 0 ? undefined : parts.flat();
}
