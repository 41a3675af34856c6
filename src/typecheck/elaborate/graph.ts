import type { ShapeStep } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../source/span.ts';
import type { ShapeOptions } from '../layers/layer.ts';
import type { SymbolicShape } from '../shape/dimension.ts';
import { printShape } from '../shape/print.ts';
import type { Convention } from '../typed-module.ts';
import type { Tensor } from './value.ts';

/** A layer call as the evaluator makes it: shapes may still be symbolic. */
export interface MadeCall {
  readonly id: number;
  readonly kind: string;
  readonly path: string;
  readonly weightsPath: string;
  readonly options: ShapeOptions;
  readonly inputs: readonly Tensor[];
  readonly shape: SymbolicShape;
  readonly span: Span;
  /** Where each written option's value stands. */
  readonly optionSpans: ReadonlyMap<string, Span>;
}

/** A block call that wants weights from elsewhere, and the layer calls that it made. */
export interface PretrainedCall extends Convention {
  readonly block: string;
  readonly from: string;
  readonly path: string;
  readonly weights: string;
  readonly top: boolean | undefined;
  readonly span: Span;
  readonly calls: readonly MadeCall[];
}

/** The layer calls of one model, in an order in which they can be computed. */
export class Graph {
  readonly calls: MadeCall[] = [];
  /** Inner blocks before those around them. */
  readonly pretrained: PretrainedCall[] = [];
  readonly #byPath = new Map<string, MadeCall>();
  #nextId = 0;

  input(shape: SymbolicShape | undefined, span: Span): Tensor {
    return { id: this.#nextId++, shape, span, maker: undefined };
  }

  add(call: Omit<MadeCall, 'id'>): Tensor {
    const made = { ...call, id: this.#nextId++ };
    this.calls.push(made);
    if (!this.#byPath.has(made.path)) this.#byPath.set(made.path, made);
    return { id: made.id, shape: made.shape, span: made.span, maker: made };
  }

  /** Notes that what was made since call number `first` begins with weights from elsewhere. */
  begin(first: number, call: Omit<PretrainedCall, 'calls'>): void {
    this.pretrained.push({ ...call, calls: this.calls.slice(first) });
  }

  /** The call that made the weights of a path. */
  at(path: string): MadeCall | undefined {
    return this.#byPath.get(path);
  }
}

/** Steps shown of a long chain. */
const longestChain = 12;

/** The layers that led to a tensor, first to last, along each layer's first input; the last ones of many. */
export function chainTo(tensor: Tensor | undefined): readonly ShapeStep[] {
  const steps: ShapeStep[] = [];
  let call = tensor?.maker;
  while (call !== undefined && steps.length < longestChain) {
    steps.push({
      path: call.path,
      layer: call.kind,
      input: call.inputs.map((input) => printShape(input.shape ?? [])).join(', '),
      output: printShape(call.shape),
    });
    call = call.inputs[0]?.maker;
  }
  return steps.toReversed();
}
