import type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
import type {
  AstNode,
  BlockDeclaration,
  DataDeclaration,
  Declaration,
  ModelDeclaration,
  Module,
  TrainDeclaration,
} from '../parser/ast.ts';
import type { Span } from '../source/span.ts';
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
import { Trace } from './elaborate/trace.ts';
import { Memory } from './memory.ts';
import { withoutEchoes } from './module/after-syntax-errors.ts';
import { withoutAllowed } from './module/allowed-advice.ts';
import { checkBlock, checkLet } from './module/check-block.ts';
import { checkEnsemble } from './module/check-ensemble.ts';
import { checkValues } from './module/check-values.ts';
import { namesOf } from './module/dependencies.ts';
import type { LoadedModule } from './module/load-module.ts';
import { loadModule } from './module/load-module.ts';
import { readOverrides } from './module/parameters.ts';
import { withoutDeep } from './module/too-deep.ts';
import { adviseModel } from './rules/advice-rules.ts';
import type { TracedBlock } from './signature/trace-block.ts';
import { traceBlock } from './signature/trace-block.ts';
import { readAugmentation } from './augment/read-augmentation.ts';
import { losses } from './train/losses.ts';
import { checkTrain } from './train/train.ts';
import type { TypedDataset, TypedModel, TypedModule, TypedTrain } from './typed-module.ts';

/** What a check found, and what an editor wants to see of it. */
export interface Checked extends Outcome<TypedModule> {
  /** The names of the file. */
  readonly environment: Environment;
  /** Every model that was checked, imported ones too, broken ones as far as they go. */
  readonly models: readonly CheckedModel[];
  readonly datasets: readonly CheckedDataset[];
}

/**
 * Checks a program again and again while it is edited. A declaration is checked anew where it, or something that it
 * names, has changed (is another object, see `parseAgain`); else what was found before is found again. Spans of what
 * was kept point into earlier versions of the file; those of diagnostics are where `CheckOptions.here` puts them.
 */
export class Checker {
  readonly #traced: boolean;
  readonly #plain = new Memory<undefined>();
  readonly #models = new Memory<CheckedModel>();
  readonly #datasets = new Memory<CheckedDataset>();
  readonly #trains = new Memory<TypedTrain | undefined>();
  readonly #blocks = new Memory<TracedBlock>();

  /** @param traced whether models remember what flows where */
  constructor(traced = false) {
    this.#traced = traced;
  }

  /** Results that are remembered. */
  get size(): number {
    return this.#memories.reduce((sum, { size }) => sum + size, 0);
  }

  check(written: Module, options: CheckOptions = {}): Checked {
    const reporter = new Reporter();
    const { here = asItStands } = options;
    const report = (diagnostic: Diagnostic): void => {
      reporter.report(placed(diagnostic, here));
    };
    const module = withoutDeep(written, report);
    const overrides = readOverrides(module, options.overrides ?? new Map(), { report });
    const loaded = loadModule(module, options, overrides, { report });
    const files = ownFiles(loaded);
    const names = files.map((file) => namesOf(file.module.declarations)).join('; ');
    for (const memory of this.#memories) memory.begin({ options, names, report });
    for (const file of files.slice(1)) checkValues(file, report);
    const parameters = checkValues(loaded, report);
    for (const { module: file, environment } of files) this.#checkLayers(file, environment);
    const trains = this.#checkDeclarations(module, loaded.environment);
    const live = new Set<AstNode>(module.declarations);
    for (const memory of this.#memories) memory.end(memory === this.#blocks ? live : undefined);
    const models = this.#models.values;
    const datasets = this.#datasets.values;
    const parts = {
      datasets: datasets.flatMap(({ typed }) =>
        typed === undefined ? [] : [labelsAsLearned(typed, trains)],
      ),
      models: models.flatMap(({ model }): readonly TypedModel[] => (model === undefined ? [] : [model])),
      trains,
    };
    const ensembles = module.declarations.flatMap((declaration) => {
      if (declaration.kind !== 'ensemble') return [];
      return checkEnsemble(declaration, parts, placeIn(loaded.environment, report)) ?? [];
    });
    const { path } = module.span.file;
    const value: TypedModule = { path, parameters, ...parts, ensembles };
    const own = withoutEchoes(reporter.diagnostics, module, options.syntax ?? [], here);
    const diagnostics = withoutAllowed(own, module, options);
    return { value, diagnostics, environment: loaded.environment, models, datasets };
  }

  /** The shapes of a block over symbols, and what flows where in it; of a block of the file checked last. */
  traceBlock(declaration: BlockDeclaration, environment: Environment): TracedBlock {
    return this.#blocks.recall(declaration, environment, () => traceBlock(declaration, environment));
  }

  get #memories(): readonly Pick<Memory<unknown>, 'begin' | 'end' | 'size'>[] {
    return [this.#plain, this.#models, this.#datasets, this.#trains, this.#blocks];
  }

  #checkLayers({ declarations }: Module, environment: Environment): void {
    for (const declaration of declarations) {
      if (declaration.kind === 'let') {
        this.#once(declaration, environment, (report) => {
          checkLet(declaration, environment, report);
        });
      }
      if (declaration.kind === 'block') {
        this.#once(declaration, environment, (report) => {
          checkBlock(declaration, environment, report);
        });
      }
    }
  }

  #checkDeclarations({ declarations }: Module, environment: Environment): readonly TypedTrain[] {
    const trains: TypedTrain[] = [];
    for (const declaration of declarations) {
      switch (declaration.kind) {
        case 'data':
          this.#dataset(declaration.name.text, environment);
          break;
        case 'model':
          this.#model(declaration.name.text, environment);
          break;
        case 'augment':
          this.#once(declaration, environment, (report) => {
            readAugmentation(declaration.steps, placeIn(environment, report));
          });
          break;
        case 'train': {
          const train = this.#train(declaration, environment);
          if (train !== undefined) trains.push(train);
          break;
        }
        default:
          break;
      }
    }
    return trains;
  }

  #once(node: AstNode, environment: Environment, run: (report: Report) => void): void {
    this.#plain.recall(node, environment, (report) => {
      run(report);
      return undefined;
    });
  }

  readonly #model = (name: string, environment: Environment): CheckedModel | undefined => {
    const found = declared(name, 'model', environment);
    if (found === undefined) return undefined;
    const [declaration, place] = found;
    return this.#models.recall(declaration, place, (report) => {
      const trace = this.#traced ? new Trace(declaration.span.file.path) : undefined;
      const checked = checkModel(declaration, place, report, trace);
      if (checked.model !== undefined) adviseModel(checked, checked.model, report);
      return checked;
    });
  };

  readonly #dataset = (name: string, environment: Environment): CheckedDataset | undefined => {
    const found = declared(name, 'data', environment);
    if (found === undefined) return undefined;
    const [declaration, place] = found;
    return this.#datasets.recall(declaration, place, (report, { facts }) =>
      checkDataset(declaration, facts?.get(declaration.name.text), placeIn(place, report)),
    );
  };

  #train(declaration: TrainDeclaration, environment: Environment): TypedTrain | undefined {
    // What a train names is part of the program, even where the train itself is as it was.
    for (const { text } of [declaration.model, declaration.data]) {
      const binding = environment.own(text);
      if (binding?.kind !== 'declaration') continue;
      const name = 'name' in binding.declaration ? binding.declaration.name.text : text;
      this.#model(name, binding.environment);
      this.#dataset(name, binding.environment);
    }
    const known = { model: this.#model, dataset: this.#dataset };
    return this.#trains.recall(declaration, environment, (report, { weights }) =>
      checkTrain(declaration, known, placeIn(environment, report), weights),
    );
  }
}

type Report = (diagnostic: Diagnostic) => void;

type Declared<K extends 'model' | 'data'> = Extract<ModelDeclaration | DataDeclaration, { kind: K }>;

/** The declaration of a kind that a file has under a name. */
function declared<K extends 'model' | 'data'>(
  name: string,
  kind: K,
  environment: Environment,
): readonly [Declared<K>, Environment] | undefined {
  const binding = environment.own(name);
  if (binding?.kind !== 'declaration') return undefined;
  const { declaration } = binding;
  return isOf(declaration, kind) ? [declaration, binding.environment] : undefined;
}

function isOf<K extends 'model' | 'data'>(declaration: Declaration, kind: K): declaration is Declared<K> {
  return declaration.kind === kind;
}

const asItStands = (span: Span): Span => span;

function placed(diagnostic: Diagnostic, here: NonNullable<CheckOptions['here']>): Diagnostic {
  const { labels, fixes } = diagnostic;
  return {
    ...diagnostic,
    labels: labels.map(({ span, text }) => ({ span: here(span), text })),
    fixes: fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map(({ span, newText }) => ({ span: here(span), newText })),
    })),
  };
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

/** The file and what it imports, but for the standard library, which has tests of its own; the file itself first. */
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

function placeIn(environment: Environment, report: Report): Place {
  return {
    elaboration: new Elaboration(new Graph(), report),
    environment,
    scope: new Scope(),
    straight: false,
  };
}
