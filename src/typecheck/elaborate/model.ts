import { modelWithoutOutput, namelessOutput, unusedBinding } from '../../diagnostics/catalogue/names.ts';
import { badInputShape } from '../../diagnostics/catalogue/shapes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ModelDeclaration, ModelInput } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import { isPlain } from '../layers/read-options.ts';
import { isConcrete } from '../shape/arithmetic.ts';
import type { LayerCall, Shape, TypedModel } from '../typed-module.ts';
import type { MadeOutput } from './body.ts';
import { runStatements } from './body.ts';
import type { Place } from './elaboration.ts';
import { Elaboration } from './elaboration.ts';
import { Environment } from './environment.ts';
import type { MadeCall } from './graph.ts';
import { pretrainedOf } from './pretrained-call.ts';
import { Graph } from './graph.ts';
import { Scope } from './scope.ts';
import { sizeOf } from './signature.ts';
import type { Trace, TraceStep } from './trace.ts';
import type { Tensor } from './value.ts';
import { tensors } from './value.ts';

/** A model as the checker knows it while it judges trains; `model` is undefined where something in it is wrong. */
export interface CheckedModel {
  readonly declaration: ModelDeclaration;
  readonly model: TypedModel | undefined;
  /** Outputs by name, poisoned ones included. */
  readonly outputs: readonly MadeOutput[];
  /** The calls of the model, with the places of their options. */
  readonly calls: readonly MadeCall[];
  /** What flowed where, if that was traced. */
  readonly steps: readonly TraceStep[];
}

/** Unrolls a model into its layer calls, every shape computed. */
export function checkModel(
  declaration: ModelDeclaration,
  environment: Environment,
  report: (diagnostic: Diagnostic) => void,
  trace?: Trace,
): CheckedModel {
  const state = { failed: false };
  const counting = (diagnostic: Diagnostic): void => {
    state.failed ||= diagnostic.severity === 'error';
    report(diagnostic);
  };
  const graph = new Graph();
  const elaboration = new Elaboration(graph, counting, { trace });
  const place: Place = {
    elaboration,
    environment: new Environment(environment),
    scope: new Scope(),
    straight: false,
  };
  const inputs = declaration.inputs.map((input) => readInput(input, graph, place));
  const made = runStatements(declaration.body, [], place, 'a model');
  const outputs = made.filter(({ statement }) => {
    if (statement.name !== undefined) return true;
    counting(namelessOutput(statement.span, { name: declaration.name.text }));
    return false;
  });
  if (made.length === 0) counting(modelWithoutOutput(declaration.name.span, { name: declaration.name.text }));
  const steps = trace?.steps ?? [];
  const poisoned = [...inputs, ...outputs.map(({ tensor }) => tensor)].some(
    ({ shape }) => shape === undefined,
  );
  if (state.failed || poisoned) return { declaration, model: undefined, outputs, calls: graph.calls, steps };
  const reached = reach(outputs.map(({ tensor }) => tensor));
  reportUnused(declaration, place);
  const always = reach(outputs.filter(({ statement }) => !statement.trainOnly).map(({ tensor }) => tensor));
  const calls = graph.calls.filter(({ id }) => reached.has(id));
  const layers = calls.map((call) => typedCall(call, weightsOf(call, calls), !always.has(call.id)));
  const model: TypedModel = {
    name: declaration.name.text,
    doc: declaration.doc,
    span: declaration.span,
    inputs: declaration.inputs.flatMap(({ name, span }, index) => {
      const input = inputs[index];
      return input === undefined ? [] : [{ id: input.id, name: name.text, shape: shapeOf(input), span }];
    }),
    pretrained: pretrainedOf(graph.pretrained, layers),
    layers,
    outputs: outputs.flatMap(({ statement, tensor }) =>
      statement.name === undefined
        ? []
        : [
            {
              name: statement.name.text,
              tensor: tensor.id,
              shape: shapeOf(tensor),
              trainOnly: statement.trainOnly,
              span: statement.span,
            },
          ],
    ),
  };
  return { declaration, model, outputs, calls, steps };
}

function readInput({ name, shape, span }: ModelInput, graph: Graph, place: Place): Tensor {
  const sizes = shape.dimensions.map((dimension) => sizeOf(dimension, place));
  const known = sizes.filter((size) => size !== undefined);
  const holes = shape.dimensions.some(({ kind }) => kind === 'missing');
  const fits = sizes.length === 1 || sizes.length === 3;
  const positive = known.every((size) => typeof size === 'number' && Number.isSafeInteger(size) && size > 0);
  const wildcards = shape.dimensions.some(({ kind }) => kind === 'wildcard');
  const wrong = !holes && (!fits || !positive || wildcards);
  if (wrong && name.text !== '') {
    place.elaboration.report(badInputShape(shape.span, { name: name.text, given: spanText(shape.span) }));
  }
  const complete = !wrong && !holes && known.length === sizes.length;
  const tensor = graph.input(complete ? known : undefined, span);
  if (name.text !== '' && place.environment.own(name.text) === undefined) {
    place.environment.define(name.text, {
      kind: 'value',
      span: name.span,
      used: false,
      value: tensors(tensor),
    });
    place.scope.claim(name.text, name.span);
  }
  return tensor;
}

/** Ids of the calls and inputs that lead to these tensors. */
function reach(from: readonly Tensor[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let tensor = waiting.pop(); tensor !== undefined; tensor = waiting.pop()) {
    if (seen.has(tensor.id)) continue;
    seen.add(tensor.id);
    waiting.push(...(tensor.maker?.inputs ?? []));
  }
  return seen;
}

function reportUnused({ body }: ModelDeclaration, { environment, elaboration }: Place): void {
  for (const statement of body) {
    if (statement.kind !== 'binding' && statement.kind !== 'let') continue;
    const binding = environment.own(statement.name.text);
    if (binding?.used === false) {
      elaboration.report(unusedBinding(statement.name.span, { name: statement.name.text }));
    }
  }
}

/** The first call of the model with the same weights: what made them may itself lead to no output. */
function weightsOf(call: MadeCall, calls: readonly MadeCall[]): string {
  if (call.path === call.weightsPath) return call.path;
  return calls.find((other) => other.weightsPath === call.weightsPath)?.path ?? call.path;
}

function typedCall(call: MadeCall, weightsPath: string, trainOnly: boolean): LayerCall {
  const { id, kind, path, options, inputs, span } = call;
  if (!isPlain(options)) throw new TypeError(`The options of ${path} are not known.`);
  return {
    id,
    kind,
    path,
    weightsPath,
    options,
    inputs: inputs.map((input) => input.id),
    inputShapes: inputs.map(shapeOf),
    shape: shapeOf(call),
    trainOnly,
    span,
  };
}

function shapeOf({ shape }: { readonly shape: Tensor['shape'] }): Shape {
  if (shape === undefined || !isConcrete(shape))
    throw new TypeError('A shape of a checked model is not known.');
  return shape;
}
