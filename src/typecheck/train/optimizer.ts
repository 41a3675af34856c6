import { badSetting, settingsNotYet, unknownOptimizer } from '../../diagnostics/catalogue/training.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { readOptions } from '../elaborate/read-options.ts';
import type { OptionDefinition, ShapeOptions } from '../layers/layer.ts';
import type { Optimizer } from '../typed-module.ts';

interface OptimizerDefinition {
  readonly options: readonly OptionDefinition[];
  readonly make: (options: ShapeOptions) => Optimizer;
}

/** Keras's optimisers with Keras's defaults. */
export const optimizers: Readonly<Record<Optimizer['kind'], OptimizerDefinition>> = {
  sgd: {
    options: [
      rate(0.01),
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
      learningRate: number(options, 'learning_rate'),
      momentum: number(options, 'momentum'),
      nesterov: options['nesterov'] === true,
    }),
  },
  rmsprop: {
    options: [
      rate(0.001),
      share('rho', 0.9, 'How slowly the mean of squared gradients follows.'),
      share('momentum', 0, 'Of the last step, kept in this one.'),
      epsilon(),
    ],
    make: (options) => ({
      kind: 'rmsprop',
      learningRate: number(options, 'learning_rate'),
      rho: number(options, 'rho'),
      momentum: number(options, 'momentum'),
      epsilon: number(options, 'epsilon'),
    }),
  },
  adam: {
    options: [
      rate(0.001),
      share('beta1', 0.9, 'How slowly the mean of gradients follows.'),
      share('beta2', 0.999, 'How slowly the mean of squared gradients follows.'),
      epsilon(),
    ],
    make: (options) => ({
      kind: 'adam',
      learningRate: number(options, 'learning_rate'),
      beta1: number(options, 'beta1'),
      beta2: number(options, 'beta2'),
      epsilon: number(options, 'epsilon'),
    }),
  },
};

/** Optimisers that the language has and this version does not train with. */
const later: readonly string[] = ['adamw', 'adagrad', 'adadelta', 'lion'];

/** `optimizer: rmsprop(1e-4)`; undefined after something wrong. */
export function readOptimizer(setting: Setting, train: string, place: Place): Optimizer | undefined {
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
  const definition = isOptimizer(name) ? optimizers[name] : undefined;
  if (definition === undefined) {
    const known = [...Object.keys(optimizers), ...later];
    if (later.includes(name)) {
      report(settingsNotYet(nameSpan, { train, settings: [`the optimizer ${name}`] }));
    } else if (name !== '') {
      report(unknownOptimizer(nameSpan, { name, known, suggestion: nearest(name, known) }));
    }
    return undefined;
  }
  const source = { nameSpan, arguments: written.kind === 'call' ? written.arguments : [] };
  const read = readOptions({ name, options: definition.options }, source, place);
  return read && definition.make(read.options);
}

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
