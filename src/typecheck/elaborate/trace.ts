import type { Expression } from '../../parser/ast.ts';
import type { Tensor } from './value.ts';

/** A written expression that tensors went through, or that made tensors, in one place of one model or block. */
export interface TraceStep {
  readonly expression: Expression;
  /** What flowed in; empty where the expression stands by itself. */
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** The calls that it made: from this index of the graph's calls up to, not including, the other. */
  readonly from: number;
  readonly to: number;
  /** Block calls around it. */
  readonly depth: number;
}

/** Remembers what flowed where: an editor shows it beside the text. */
export class Trace {
  readonly steps: TraceStep[] = [];
  readonly #path: string;

  /** @param path of the file whose expressions are remembered */
  constructor(path: string) {
    this.#path = path;
  }

  record(step: TraceStep): void {
    if (step.expression.span.file.path === this.#path) this.steps.push(step);
  }
}
