import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import type { Module } from '../parser/ast.ts';
import { readAugmentation } from './augment/read-augmentation.ts';
import type { CheckOptions } from './check-options.ts';
import type { CheckedDataset } from './data/checked-dataset.ts';
import { checkDataset } from './data/dataset.ts';
import type { Place } from './elaborate/elaboration.ts';
import { Elaboration, Reporter } from './elaborate/elaboration.ts';
import type { Environment } from './elaborate/environment.ts';
import { Graph } from './elaborate/graph.ts';
import type { CheckedModel } from './elaborate/model.ts';
import { checkModel } from './elaborate/model.ts';
import { Scope } from './elaborate/scope.ts';
import { adviseModel } from './rules/advice-rules.ts';
import { withoutAllowed } from './module/allowed-advice.ts';
import { withoutEchoes } from './module/after-syntax-errors.ts';
import { checkBlocks } from './module/check-blocks.ts';
import { checkEnsemble } from './module/check-ensemble.ts';
import { checkValues } from './module/check-values.ts';
import type { LoadedModule } from './module/load-module.ts';
import { loadModule } from './module/load-module.ts';
import { withoutDeep } from './module/too-deep.ts';
import { readOverrides } from './module/parameters.ts';
import { losses } from './train/losses.ts';
import { checkTrain } from './train/train.ts';
import type { TypedDataset, TypedModel, TypedModule, TypedTrain } from './typed-module.ts';

export type { CheckOptions, DataFacts } from './check-options.ts';

/**
 * Checks a program: names, compile-time values, shapes, heads against labels. Blocks and repeats are unrolled, every
 * shape is computed. Throws on no tree, however broken; what has errors is missing from the value.
 */
export function check(written: Module, options: CheckOptions = {}): Outcome<TypedModule> {
  const reporter = new Reporter();
  const module = withoutDeep(written, reporter.report);
  const overrides = readOverrides(module, options.overrides ?? new Map(), reporter);
  const loaded = loadModule(module, options, overrides, reporter);
  for (const file of ownFiles(loaded)) checkBlocks(file, reporter.report);
  const parameters = checkValues(loaded, reporter.report);
  const checker = new DeclarationChecker(options, reporter.report);
  const trains: TypedTrain[] = [];
  for (const declaration of module.declarations) {
    const place = placeIn(loaded.environment, reporter.report);
    switch (declaration.kind) {
      case 'data':
        checker.dataset(declaration.name.text, loaded.environment);
        break;
      case 'model':
        checker.model(declaration.name.text, loaded.environment);
        break;
      case 'augment':
        readAugmentation(declaration.steps, place);
        break;
      case 'ensemble':
        checkEnsemble(declaration, place);
        break;
      case 'train': {
        const train = checkTrain(declaration, checker, place);
        if (train !== undefined) trains.push(train);
        break;
      }
      default:
        break;
    }
  }
  const value: TypedModule = {
    path: module.span.file.path,
    parameters,
    datasets: checker.datasets().map((dataset) => labelsAsLearned(dataset, trains)),
    models: checker.models(),
    trains,
  };
  const own = withoutEchoes(reporter.diagnostics, module, options.syntax ?? []);
  return { value, diagnostics: withoutAllowed(own, module, options) };
}

/** Checks models and datasets when they are first asked for, and once. */
class DeclarationChecker {
  readonly #options: CheckOptions;
  readonly #report: (diagnostic: Diagnostic) => void;
  readonly #models = new Map<object, CheckedModel>();
  readonly #datasets = new Map<object, CheckedDataset>();

  constructor(options: CheckOptions, report: (diagnostic: Diagnostic) => void) {
    this.#options = options;
    this.#report = report;
  }

  readonly model = (name: string, environment: Environment): CheckedModel | undefined => {
    const binding = environment.own(name);
    if (binding?.kind !== 'declaration' || binding.declaration.kind !== 'model') return undefined;
    const { declaration } = binding;
    const before = this.#models.get(declaration);
    if (before !== undefined) return before;
    const checked = checkModel(declaration, binding.environment, this.#report);
    this.#models.set(declaration, checked);
    if (checked.model !== undefined) adviseModel(checked, checked.model, this.#report);
    return checked;
  };

  readonly dataset = (name: string, environment: Environment): CheckedDataset | undefined => {
    const binding = environment.own(name);
    if (binding?.kind !== 'declaration' || binding.declaration.kind !== 'data') return undefined;
    const { declaration } = binding;
    const before = this.#datasets.get(declaration);
    if (before !== undefined) return before;
    const facts = this.#options.facts?.get(declaration.name.text);
    const checked = checkDataset(declaration, facts, placeIn(binding.environment, this.#report));
    this.#datasets.set(declaration, checked);
    return checked;
  };

  models(): readonly TypedModel[] {
    return [...this.#models.values()].flatMap(({ model }) => model ?? []);
  }

  datasets(): readonly TypedDataset[] {
    return [...this.#datasets.values()].flatMap(({ typed }) => typed ?? []);
  }
}

/** A label of two classes is learned as binary or as a class: as the first train that uses it does. */
function labelsAsLearned(dataset: TypedDataset, trains: readonly TypedTrain[]): TypedDataset {
  const train = trains.find((other) => other.dataset === dataset.name);
  const terms = train?.phases.flatMap(({ objective }) => objective) ?? [];
  const labels = dataset.labels.map((label) => {
    const term = terms.find((other) => other.label === label.name);
    const learned = term && losses[term.kind];
    return learned === 'binary' || learned === 'class' ? { ...label, kind: learned } : label;
  });
  return { ...dataset, labels };
}

/** The file and what it imports, but for the standard library, which has tests of its own. */
function ownFiles(main: LoadedModule): readonly LoadedModule[] {
  const found = new Set<LoadedModule>();
  const waiting = [main];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file) || (file !== main && file.path.startsWith('std/'))) continue;
    found.add(file);
    waiting.push(...file.imports);
  }
  return [...found];
}

function placeIn(environment: Environment, report: (diagnostic: Diagnostic) => void): Place {
  return {
    elaboration: new Elaboration(new Graph(), report),
    environment,
    scope: new Scope(),
    straight: false,
  };
}
