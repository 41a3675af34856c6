import { changeTo } from '../../diagnostics/change-to.ts';
import { decayTwice } from '../../diagnostics/catalogue/optimization.ts';
import { badSetting, unknownOptimizer } from '../../diagnostics/catalogue/training.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { readOptions } from '../elaborate/read-options.ts';
import type { OptionDefinition, ShapeOptions } from '../layers/layer.ts';
import type { Optimizer } from '../typed-module.ts';
import { readAmount } from './read-values.ts';

type OptimizerOf<K extends Optimizer['kind']> = Extract<Optimizer, { readonly kind: K }>;

interface OptimizerDefinition<K extends Optimizer['kind']> {
  /** Of its own, between the learning rate and what all have. */
  readonly options: readonly OptionDefinition[];
  readonly learningRate: number;
  readonly weightDecay?: number;
  readonly make: (options: ShapeOptions) => Omit<OptimizerOf<K>, 'learningRate' | 'weightDecay'>;
}

/** Keras's optimisers with Keras's defaults. */
const optimizers: { readonly [K in Optimizer['kind']]: OptimizerDefinition<K> } = {
  sgd: {
    learningRate: 0.01,
    options: [
      share('momentum', 0, 'Of the last step, kept in this one.'),
      {
        name: 'nesterov',
        type: { kind: 'boolean' },
        default: false,
        namedOnly: true,
        doc: "Whether the gradient is Nesterov's, looking ahead.",
      },
    ],
    make: (options) => ({
      kind: 'sgd',
      momentum: number(options, 'momentum'),
      nesterov: options['nesterov'] === true,
    }),
  },
  rmsprop: {
    learningRate: 0.001,
    options: [
      share('rho', 0.9, 'How slowly the mean of squared gradients follows.'),
      share('momentum', 0, 'Of the last step, kept in this one.'),
      epsilon(),
    ],
    make: (options) => ({
      kind: 'rmsprop',
      rho: number(options, 'rho'),
      momentum: number(options, 'momentum'),
      epsilon: number(options, 'epsilon'),
    }),
  },
  adam: {
    learningRate: 0.001,
    options: [...betas(0.999), epsilon()],
    make: (options) => ({ kind: 'adam', ...betasOf(options), epsilon: number(options, 'epsilon') }),
  },
  adamw: {
    learningRate: 0.001,
    weightDecay: 0.004,
    options: [...betas(0.999), epsilon()],
    make: (options) => ({ kind: 'adamw', ...betasOf(options), epsilon: number(options, 'epsilon') }),
  },
  adagrad: {
    learningRate: 0.001,
    options: [
      {
        name: 'accumulator',
        type: { kind: 'number', minimum: 0 },
        default: 0.1,
        namedOnly: true,
        doc: 'What the sum of squared gradients begins with.',
      },
      epsilon(),
    ],
    make: (options) => ({
      kind: 'adagrad',
      accumulator: number(options, 'accumulator'),
      epsilon: number(options, 'epsilon'),
    }),
  },
  adadelta: {
    learningRate: 0.001,
    options: [share('rho', 0.95, 'How slowly the means of squared gradients and steps follow.'), epsilon()],
    make: (options) => ({
      kind: 'adadelta',
      rho: number(options, 'rho'),
      epsilon: number(options, 'epsilon'),
    }),
  },
  lion: {
    learningRate: 0.001,
    options: betas(0.99),
    make: (options) => ({ kind: 'lion', ...betasOf(options) }),
  },
};

/**
 * `optimizer: rmsprop(1e-4)`; undefined after something wrong.
 * @param decay the setting `weight_decay`, which stands for the option of that name
 */
export function readOptimizer(
  setting: Setting,
  decay: Setting | undefined,
  place: Place,
): Optimizer | undefined {
  const [written] = setting.values;
  const { report } = place.elaboration;
  if (written === undefined || written.kind === 'missing') return undefined;
  const callee = written.kind === 'call' ? written.callee : written;
  if (callee.kind !== 'reference') {
    const given = spanText(written.span);
    report(badSetting(written.span, { setting: 'optimizer', expected: 'rmsprop(1e-4)', given }));
    return undefined;
  }
  const { name, span: nameSpan } = callee;
  if (!isOptimizer(name)) {
    const known = optimizerKinds;
    const suggestion = synonyms.get(name) ?? nearest(name, known);
    const fixes = changeTo(nameSpan, suggestion);
    if (name !== '') report(unknownOptimizer(nameSpan, { name, known, suggestion }, { fixes }));
    return undefined;
  }
  const definition = optimizers[name];
  const source = { nameSpan, arguments: written.kind === 'call' ? written.arguments : [] };
  const read = readOptions({ name, options: optimizerOptions(name) }, source, place);
  const setDecay = decay && readAmount(decay, place);
  if (read === undefined || (decay !== undefined && setDecay === undefined)) return undefined;
  const span = read.spans.get(decayOption);
  if (span !== undefined && decay !== undefined) {
    const also = [{ span: decay.key.span, text: 'and here' }];
    report(decayTwice(span, { optimizer: name }, { also }));
    return undefined;
  }
  return {
    learningRate: number(read.options, 'learning_rate'),
    ...definition.make(read.options),
    weightDecay: setDecay ?? number(read.options, decayOption),
  };
}

/** The options that a call of an optimiser takes: the learning rate, its own, and the weight decay that all have. */
export function optimizerOptions(kind: Optimizer['kind']): readonly OptionDefinition[] {
  const { learningRate, options, weightDecay = 0 } = optimizers[kind];
  const decay: OptionDefinition = {
    name: decayOption,
    type: { kind: 'number', minimum: 0 },
    default: weightDecay,
    namedOnly: true,
    doc: 'Taken off every trained weight at each step, times the learning rate.',
  };
  return [rate(learningRate), ...options, decay];
}

const decayOption = 'weight_decay';

/** Names that other frameworks have for the same. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['momentum', 'sgd'],
  ['nesterov', 'sgd'],
  ['adam_w', 'adamw'],
]);

/** Names of all optimisers. */
export const optimizerKinds = Object.keys(optimizers).filter(isOptimizer);

function isOptimizer(name: string): name is Optimizer['kind'] {
  return Object.hasOwn(optimizers, name);
}

function rate(standard: number): OptionDefinition {
  return {
    name: 'learning_rate',
    type: { kind: 'number', minimum: 0 },
    default: standard,
    doc: 'How far one step goes.',
  };
}

function share(name: string, standard: number, doc: string): OptionDefinition {
  return { name, type: { kind: 'number', minimum: 0, maximum: 1 }, default: standard, namedOnly: true, doc };
}

function betas(second: number): readonly OptionDefinition[] {
  return [
    share('beta1', 0.9, 'How slowly the mean of gradients follows.'),
    share('beta2', second, 'How slowly the mean of squared gradients, or with lion the memory, follows.'),
  ];
}

function betasOf(options: ShapeOptions): { readonly beta1: number; readonly beta2: number } {
  return { beta1: number(options, 'beta1'), beta2: number(options, 'beta2') };
}

function epsilon(): OptionDefinition {
  return {
    name: 'epsilon',
    type: { kind: 'number', minimum: 0 },
    default: 1e-7,
    namedOnly: true,
    doc: 'Keeps a division by almost nothing in bounds.',
  };
}

function number(options: ShapeOptions, name: string): number {
  const value = options[name];
  return typeof value === 'number' ? value : 0;
}
