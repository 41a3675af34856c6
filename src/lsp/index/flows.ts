import type { BlockDeclaration, Expression } from '../../parser/ast.ts';
import type { MadeCall } from '../../typecheck/elaborate/graph.ts';
import type { CheckedModel } from '../../typecheck/elaborate/model.ts';
import type { TraceStep } from '../../typecheck/elaborate/trace.ts';
import type { Tensor } from '../../typecheck/elaborate/value.ts';
import { printShape } from '../../typecheck/shape/print.ts';
import type { Analysis } from '../workspace/analysis.ts';

/** A written expression with tensors in it or through it, in a model or, with symbols for sizes, in its block. */
export interface Flow extends TraceStep {
  /** Undefined in a block by itself. */
  readonly model: CheckedModel | undefined;
}

/** What flows through expressions, by expression: in models first, in the order in which it happens. */
export type Flows = ReadonlyMap<Expression, readonly Flow[]>;

const known = new WeakMap<Analysis, Flows>();

/** Everything that flows in the models of a document. */
export function flowsOf(analysis: Analysis): Flows {
  const before = known.get(analysis);
  if (before !== undefined) return before;
  const flows = new Map<Expression, Flow[]>();
  for (const model of analysis.checked.models) {
    for (const step of model.steps) {
      const flow = { ...step, model };
      const others = flows.get(step.expression);
      if (others === undefined) flows.set(step.expression, [flow]);
      else others.push(flow);
    }
  }
  known.set(analysis, flows);
  return flows;
}

/** What flows in a block over symbols: of each expression in the most general way that comes by. */
export function symbolicFlows(declaration: BlockDeclaration, { document, checked }: Analysis): Flows {
  const { ways } = document.checker.traceBlock(declaration, checked.environment);
  const flows = new Map<Expression, Flow[]>();
  for (const { steps } of ways) {
    for (const step of steps) {
      if (!flows.has(step.expression) && step.outputs.every(({ shape }) => shape !== undefined)) {
        flows.set(step.expression, [{ ...step, model: undefined }]);
      }
    }
  }
  return flows;
}

/** `[148, 148, 32]`; several side by side are separated by commas; undefined where something is not known. */
export function shapesText(tensors: readonly Tensor[]): string | undefined {
  if (tensors.length === 0 || tensors.some(({ shape }) => shape === undefined)) return undefined;
  // Names that the checker makes up for sizes of any size begin with a line.
  return tensors.map(({ shape }) => printShape(shape ?? []).replace(/\b_(?=[a-z])/g, '')).join(', ');
}

/** The calls that a step made, of its model. */
export function callsOf({ model, from, to, outputs }: Flow): readonly MadeCall[] {
  if (model === undefined) return [];
  const made = model.calls.slice(from, to);
  const [only] = outputs;
  return made.length === 0 && only?.maker !== undefined ? [] : made;
}
