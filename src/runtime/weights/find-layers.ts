import type { NameTable } from './name-table.ts';
import type { WantedLayer } from './wanted.ts';
import type { StoredTensor } from './weight-file.ts';

/** A layer of a file and its arrays. */
export interface StoredLayer {
  readonly name: string;
  readonly tensors: readonly StoredTensor[];
}

export interface FoundLayers {
  readonly how: 'names' | 'paths' | 'order';
  /** By the path of the wanted layer. */
  readonly layers: ReadonlyMap<string, StoredLayer>;
  /** Scopes inside the file in which as many are found, where there are several. */
  readonly scopes: readonly string[];
  /** Layers of the file that belong to the same parts of a network, and that this network does not have. */
  readonly foreign: readonly string[];
}

/**
 * Finds the layers of a network in a file: by the name that a table gives them, by their path below the block, or by
 * their path in the model; all of them at the top of the file, or all inside of one scope of it.
 *
 * @param scope where the block stands in the model
 * @param ordered whether the file has layers in the order in which they are computed
 */
export function findLayers(
  wanted: readonly WantedLayer[],
  stored: readonly StoredLayer[],
  table: NameTable,
  scope: string,
  ordered: boolean,
): FoundLayers {
  const byName = new Map(stored.map((layer) => [layer.name, layer]));
  const candidates = wanted.map((layer) => ({ layer, names: namesOf(layer, table) }));
  const tries = scopesOf(candidates, stored).map((prefix) => {
    const layers = new Map<string, StoredLayer>();
    let named = 0;
    for (const { layer, names } of candidates) {
      const name = names.find((each) => byName.has(prefix + each));
      const found = name === undefined ? undefined : byName.get(prefix + name);
      if (found === undefined) continue;
      layers.set(layer.path, found);
      if (name === table.nameOf(layer.name)) named += 1;
    }
    return { prefix, layers, named };
  });
  const most = Math.max(0, ...tries.map(({ layers }) => layers.size));
  if (most === 0) return byOrder(wanted, stored, ordered);
  const best = tries.filter(({ layers }) => layers.size === most);
  const chosen = best.find(({ prefix }) => prefix === '' || prefix === `${scope}.`) ?? best[0];
  if (chosen === undefined) return nothing;
  const { prefix, layers, named } = chosen;
  const scopes =
    best.length > 1 && prefix !== '' && prefix !== `${scope}.`
      ? best.map((each) => each.prefix.slice(0, -1))
      : [];
  const foreign = foreignLayers(layers, candidates, stored, table, prefix, ordered);
  return { how: named > 0 ? 'names' : 'paths', layers, scopes, foreign };
}

const nothing: FoundLayers = { how: 'names', layers: new Map(), scopes: [], foreign: [] };

interface Candidate {
  readonly layer: WantedLayer;
  readonly names: readonly string[];
}

function namesOf({ name, path }: WantedLayer, table: NameTable): readonly string[] {
  const named = table.nameOf(name);
  return [...new Set([...(named === undefined ? [] : [named]), name, path])];
}

/** What may stand in front of all names: nothing, or a scope that is there for the first or the last layer. */
function scopesOf(candidates: readonly Candidate[], stored: readonly StoredLayer[]): readonly string[] {
  const scopes = new Set(['']);
  for (const { names } of [...candidates.slice(0, 1), ...candidates.slice(-1)])
    for (const name of names)
      for (const layer of stored)
        if (layer.name.endsWith(`.${name}`) || layer.name.endsWith(`/${name}`))
          scopes.add(layer.name.slice(0, -name.length));
  return [...scopes];
}

/**
 * Layers of the file that were not asked for and stand amid those that were: blocks of a deeper network, of which a
 * shallower one would silently get the first few. What comes before or behind, as a top does, is left out rightly.
 */
function foreignLayers(
  found: ReadonlyMap<string, StoredLayer>,
  candidates: readonly Candidate[],
  stored: readonly StoredLayer[],
  table: NameTable,
  prefix: string,
  ordered: boolean,
): readonly string[] {
  const used = new Set([...found.values()].map(({ name }) => name));
  const parts = new Set(
    candidates.flatMap(({ layer: { name } }) => (name.includes('.') ? [firstPart(name)] : [])),
  );
  const places = stored.flatMap(({ name }, place) => (used.has(name) ? [place] : []));
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  return stored.flatMap(({ name }, place) => {
    if (used.has(name) || !name.startsWith(prefix)) return [];
    if (ordered && place > first && place < last) return [name];
    const inner = name.slice(prefix.length);
    const path = table.pathOf(inner) ?? (prefix.endsWith('.') ? inner : '');
    return path.includes('.') && parts.has(firstPart(path)) ? [name] : [];
  });
}

const firstPart = (path: string): string => path.slice(0, path.indexOf('.'));

/**
 * Where no name fits: one after another, if the file has nothing but the same shapes in the same order. What is alike
 * in every array is the network, whatever its layers are called.
 */
function byOrder(
  wanted: readonly WantedLayer[],
  stored: readonly StoredLayer[],
  ordered: boolean,
): FoundLayers {
  const same =
    ordered &&
    stored.length === wanted.length &&
    wanted.every(({ parts }, place) => {
      const tensors = stored[place]?.tensors ?? [];
      return (
        tensors.length === parts.length &&
        parts.every(({ part, shape }) =>
          tensors.some((tensor) => tensor.part === part && tensor.shape.join() === shape.join()),
        )
      );
    });
  if (!same) return nothing;
  const layers = new Map(
    wanted.flatMap(({ path }, place) => {
      const layer = stored[place];
      return layer === undefined ? [] : [[path, layer] as const];
    }),
  );
  return { ...nothing, how: 'order', layers };
}
