import { buildLayerGraph, layerOfWeight } from '../ir/build-layer-graph.ts';
import type { BlockType } from '../typecheck/block-types.ts';
import type { TypedModule } from '../typecheck/typed-module.ts';
import { counted, grouped, shapeText } from './numbers.ts';
import { parameterCount } from './summary.ts';

/** What `netc check --types` says, as machines read it. */
export interface Types {
  readonly blocks: readonly BlockType[];
  readonly models: readonly {
    readonly name: string;
    readonly inputs: readonly NamedShape[];
    readonly outputs: readonly (NamedShape & { readonly trainOnly: boolean })[];
    readonly params: number;
  }[];
  readonly trains: readonly {
    readonly name: string;
    readonly model: string;
    readonly dataset: string;
    readonly phases: readonly {
      readonly name: string;
      readonly trainable: number;
      readonly frozen: number;
    }[];
  }[];
}

interface NamedShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** The types of a file: its blocks' signatures, its models' inputs and outputs, what its phases train. */
export function typesOf(blocks: readonly BlockType[], { models, trains }: TypedModule): Types {
  const graphs = new Map(models.map((model) => [model.name, buildLayerGraph(model)] as const));
  return {
    blocks,
    models: models.map(({ name, inputs, outputs }) => ({
      name,
      inputs: inputs.map((input) => ({ name: input.name, shape: input.shape })),
      outputs: outputs.map(({ name: output, shape, trainOnly }) => ({ name: output, shape, trainOnly })),
      params: parameterCount(graphs.get(name)?.weights ?? []),
    })),
    trains: trains.map(({ name, model, dataset, phases }) => ({
      name,
      model,
      dataset,
      phases: phases.map((phase) => {
        const weights = graphs.get(model)?.weights ?? [];
        const frozen = new Set(phase.frozen);
        const trained = weights.filter(
          ({ path, trainable }) => trainable && !frozen.has(layerOfWeight(path)),
        );
        const kept = weights.filter(({ path }) => frozen.has(layerOfWeight(path)));
        return { name: phase.name, trainable: parameterCount(trained), frozen: parameterCount(kept) };
      }),
    })),
  };
}

/** One line for each block, model and phase. */
export function typesText({ blocks, models, trains }: Types): string {
  const lines = [
    ...blocks.flatMap(blockLines),
    ...models.map(
      ({ name, inputs, outputs, params }) =>
        `model ${name}(${inputs.map(named).join(', ')}) -> ${outputs
          .map((output) => `${output.trainOnly ? 'train ' : ''}${named(output)}`)
          .join(', ')}  // ${counted(params, 'parameter')}`,
    ),
    ...trains.flatMap(({ name, model, dataset, phases }) => [
      `train ${name} = ${model} on ${dataset}`,
      ...phases.map(
        (phase) =>
          `  phase ${phase.name}: ${grouped(phase.trainable)} trainable, ${grouped(phase.frozen)} frozen`,
      ),
    ]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

const remarks = {
  proved: 'proved',
  inferred: 'inferred',
  unproved: 'not proved',
  wrong: 'does not hold',
  unknown: 'known where it is used',
} as const;

function blockLines({ name, parameters, origin, cases }: BlockType): readonly string[] {
  const head = `block ${name}(${parameters.join(', ')})`;
  const [first, ...others] = cases.map(({ inputs, output, where }) => {
    const condition = where.length === 0 ? '' : ` where ${where.join(', ')}`;
    return `${inputs.join(', ')} -> ${output}${condition}`;
  });
  if (first === undefined) return [`${head}  // ${origin === 'wrong' ? 'has errors' : remarks[origin]}`];
  return [`${head} : ${first}  // ${remarks[origin]}`, ...others.map((other) => `  or ${other}`)];
}

function named({ name, shape }: NamedShape): string {
  return `${name}: ${shapeText(shape)}`;
}
