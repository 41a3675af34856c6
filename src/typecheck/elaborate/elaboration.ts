import { tooLarge } from '../../diagnostics/catalogue/names.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { BlockDeclaration, LetDeclaration, Name } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { Environment } from './environment.ts';
import type { Graph } from './graph.ts';
import type { Questions } from './questions.ts';
import { Scope } from './scope.ts';
import type { SharedLayer } from './shared-layer.ts';
import type { Trace } from './trace.ts';

/** Layers of one model; the deepest ResNet of its paper, with 1202 convolutions, has some five thousand. */
const mostLayers = 10_000;
/** Expressions evaluated for one model, which bounds what repeats and blocks unfold into. */
const mostSteps = 500_000;
/** Expressions inside each other, counted through blocks. */
const deepest = 400;

/** Collects what is wrong, each place once. */
export class Reporter {
  readonly diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();

  readonly report = (diagnostic: Diagnostic): void => {
    const [main] = diagnostic.labels;
    const { code, title } = diagnostic;
    const place = main && `${main.span.file.path} ${main.span.start} ${main.span.end}`;
    // A block's layer is wrong once, with whatever shapes it is called.
    const key =
      place !== undefined && code.startsWith('NET3') ? `${code} ${place}` : `${code} ${place} ${title}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.diagnostics.push(diagnostic);
  };
}

/** What a run of the evaluator may have beside its graph. */
interface ElaborationSetting {
  readonly depth?: number;
  readonly questions?: Questions | undefined;
  readonly trace?: Trace | undefined;
}

/** One run of the evaluator: over a model, or over a block whose signature is proved. */
export class Elaboration {
  readonly graph: Graph;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Blocks being called, outermost first. */
  readonly calls: { readonly declaration: BlockDeclaration; readonly span: Span }[] = [];
  /** Set where symbolic values leave something open: nothing is proved then. */
  undecided = false;
  /** Set while a block is run over symbols: what they leave open is asked here. */
  readonly questions: Questions | undefined;
  /** Set where somebody wants to see what flows where. */
  readonly trace: Trace | undefined;
  readonly #shared = new Map<LetDeclaration, SharedLayer>();
  #steps = 0;
  #depth = 0;
  #stopped = false;

  constructor(
    graph: Graph,
    report: (diagnostic: Diagnostic) => void,
    { depth = 0, questions, trace }: ElaborationSetting = {},
  ) {
    this.graph = graph;
    this.report = report;
    this.#depth = depth;
    this.questions = questions;
    this.trace = trace;
  }

  /** Another run inside this one, for a value that belongs to no model: as deep, and counted by itself. */
  aside(graph: Graph): Elaboration {
    return new Elaboration(graph, this.report, { depth: this.#depth });
  }

  /** How often a layer of a file was applied in this run. */
  sharedLayer(declaration: LetDeclaration): SharedLayer {
    const before = this.#shared.get(declaration);
    if (before !== undefined) return before;
    const shared = { name: declaration.name.text, scope: new Scope(), applications: 0 };
    this.#shared.set(declaration, shared);
    return shared;
  }

  /** Runs one step deeper; `otherwise` is the result when the program unfolds into too much. */
  step<T>(span: Span, otherwise: T, run: () => T): T {
    if (!this.#spend(span)) return otherwise;
    this.#depth++;
    const result = run();
    this.#depth--;
    return result;
  }

  #spend(span: Span): boolean {
    if (this.#stopped || this.questions?.parted === true) return false;
    this.#steps++;
    const what =
      this.#depth >= deepest
        ? `expressions and blocks inside each other, ${deepest} deep`
        : this.#steps > mostSteps
          ? `${mostSteps} steps`
          : this.graph.calls.length > mostLayers
            ? `${mostLayers} layers`
            : undefined;
    if (what === undefined) return true;
    this.#stopped = true;
    this.report(tooLarge(span, { what }));
    return false;
  }
}

/** Where an expression is evaluated. */
export interface Place {
  readonly elaboration: Elaboration;
  readonly environment: Environment;
  /** Of the layers made. */
  readonly scope: Scope;
  /** Whether a block's layers stand directly in the scope: its expression makes no other block call. */
  readonly straight: boolean;
  /** The name that `as` gives to what is made next. */
  readonly name?: Name;
}

/** The place without a name to give. */
export function unnamed({ elaboration, environment, scope, straight }: Place): Place {
  return { elaboration, environment, scope, straight };
}
