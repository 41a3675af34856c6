import type { Hdf5File } from '../hdf5/hdf5-file.ts';
import { readObject, texts, type Group } from '../hdf5/tree.ts';
import { mostTensors, type FoundTensor } from '../make-weight-file.ts';
import type { ConfiguredLayer } from './config.ts';
import { foundTensor } from './legacy-weights.ts';
import { partsOf, snakeCase } from './parts.ts';
import { writtenOrder } from './written-order.ts';

/** Groups that hold the layers of a model: that of Keras 3, and that of 2.12 to 2.15. */
const containers: readonly string[] = ['layers', '_layer_checkpoint_dependencies'];

const mostLevels = 64;

/** What is known of the layer that a group stands for. */
interface Place {
  /** Names of layers from the model down to this one. */
  readonly path: readonly string[];
  /** In snake case. */
  readonly className: string;
  readonly layer: ConfiguredLayer | undefined;
}

/**
 * Weights as Keras 3 writes them into `.weights.h5`: groups are named by the class of a layer and a number, weights by
 * a number. Names come from the configuration where there is one, else from an attribute that newer versions write.
 */
export function numberedWeights(
  root: Group,
  layers: readonly ConfiguredLayer[] | undefined,
  file: Hdf5File,
): readonly FoundTensor[] {
  const found: FoundTensor[] = [];
  const visited = new Set<number>();
  const open = (address: number): Group | undefined => {
    const object = readObject(address, file);
    if (object.kind !== 'group') return undefined;
    if (visited.has(address)) throw file.broken('its groups lead in circles');
    visited.add(address);
    return object;
  };

  const visitLayer = (group: Group, { path, className, layer }: Place): void => {
    if (path.length > mostLevels) throw file.broken('its groups go on without an end');
    const { vars, members } = take(group);
    if (vars !== undefined) found.push(...weightsOf(vars, { path, className, layer }, file));
    if (found.length > mostTensors) throw file.broken('it has more weights than any network');
    for (const { name, group: member } of members) {
      if (containers.includes(name)) visitContainer(member, path, layer?.layers);
      else
        visitLayer(member, {
          path: [...path, nameOf(member) ?? name],
          className: base(name),
          layer: undefined,
        });
    }
  };

  const visitContainer = (
    group: Group,
    path: readonly string[],
    inner: readonly ConfiguredLayer[] | undefined,
  ): void => {
    const groups = take(group).members;
    const known = groupNames(inner ?? []);
    const order = new Map([...known.keys()].map((name, index) => [name, index]));
    const rank = (name: string): number => order.get(name) ?? order.size;
    for (const { name, group: member } of groups.toSorted((a, b) => rank(a.name) - rank(b.name))) {
      const layer = known.get(name);
      visitLayer(member, {
        path: [...path, layer?.name ?? nameOf(member) ?? name],
        className: base(name),
        layer,
      });
    }
  };

  /** The members of a group that are groups, in the order in which they were written. */
  const take = (
    group: Group,
  ): { readonly vars: Group | undefined; readonly members: readonly { name: string; group: Group }[] } => {
    const members = writtenOrder(group.links)
      .filter((name) => !(group === root && name === 'optimizer'))
      .flatMap((name) => {
        const member = open(group.links.get(name) ?? 0);
        return member === undefined ? [] : [{ name, group: member }];
      });
    return {
      vars: members.find(({ name }) => name === 'vars')?.group,
      members: members.filter(({ name }) => name !== 'vars'),
    };
  };

  /** What newer versions of Keras write beside the weights of a layer. */
  const nameOf = (group: Group): string | undefined => {
    const address = group.links.get('vars');
    const vars = address === undefined ? undefined : readObject(address, file);
    return vars?.kind === 'group' ? texts('name', vars, file)?.[0] : undefined;
  };

  visitLayer(root, {
    path: [],
    className: '',
    layer: { name: '', className: '', config: {}, layers },
  });
  return found;
}

function weightsOf(vars: Group, { path, className, layer }: Place, file: Hdf5File): readonly FoundTensor[] {
  const numbered = [...vars.links].toSorted(([a], [b]) => Number(a) - Number(b));
  const parts = partsOf(className, numbered.length, layer?.config);
  return numbered.map(([name, address], index) => {
    const dataset = readObject(address, file);
    if (dataset.kind !== 'dataset') throw file.broken(`${path.join('/')} has a group among its weights`);
    return foundTensor({ layer: path.join('/'), part: parts?.[index] ?? name }, dataset, file);
  });
}

/** `conv2d_3` → `conv2d`. */
const base = (groupName: string): string => groupName.replace(/_\d+$/, '');

/** The layers of a model by the names that Keras gives to their groups: their class, numbered from the second on. */
function groupNames(layers: readonly ConfiguredLayer[]): ReadonlyMap<string, ConfiguredLayer> {
  const uses = new Map<string, number>();
  return new Map(
    layers.map((layer) => {
      const name = snakeCase(layer.className);
      const before = uses.get(name) ?? 0;
      uses.set(name, before + 1);
      return [before === 0 ? name : `${name}_${before}`, layer];
    }),
  );
}
