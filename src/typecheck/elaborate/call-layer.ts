import { fewBranches, severalTensors, sharedLayerInput } from '../../diagnostics/catalogue/shapes.ts';
import type { Argument } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { LayerDefinition } from '../layers/layer.ts';
import { isPlain } from '../layers/read-options.ts';
import { layerDefinition } from '../layers/registry.ts';
import { isConcrete } from '../shape/arithmetic.ts';
import type { SymbolicShape } from '../shape/dimension.ts';
import { printShape } from '../shape/print.ts';
import type { Place } from './elaboration.ts';
import { claimName } from './flow.ts';
import type { MadeCall } from './graph.ts';
import { chainTo } from './graph.ts';
import { layerShape } from './layer-shape.ts';
import { readOptions } from './read-options.ts';
import { reportShapeProblem } from './shape-problem.ts';
import type { Tensor } from './value.ts';
import { poisonTensor } from './value.ts';

/** A call as it is written: where it is, where its name is, and its options. */
export interface CallSource {
  readonly span: Span;
  readonly nameSpan: Span;
  readonly arguments: readonly Argument[];
}

/** Applies a layer of the registry; the tensor it makes, or poison after something wrong. */
export function callLayer(kind: string, source: CallSource, inputs: readonly Tensor[], place: Place): Tensor {
  const { elaboration, scope } = place;
  const definition = layerDefinition(kind);
  const name = place.name?.text ?? scope.numbered(kind);
  claimName(name, place.name?.span ?? source.nameSpan, place);
  const read = readOptions(definition, source, place);
  const poisoned = inputs.some((input) => input.shape === undefined);
  if (read === undefined || poisoned || !hasInputCount(definition, source, inputs, place)) {
    return poisonTensor(source.span);
  }
  const shapes = inputs.map((input) => input.shape ?? []);
  const result = layerShape(definition, shapes, read.options, place);
  if (result === undefined) return poisonTensor(source.span);
  if ('problem' in result) {
    reportShapeProblem(definition, result.problem, source, inputs, read.spans, place);
    return poisonTensor(source.span);
  }
  const path = scope.pathOf(name);
  const call = { kind, path, options: read.options, inputs, shape: result.shape };
  const first = elaboration.graph.at(scope.weightsPathOf(name));
  if (first !== undefined && !sharesWeights(definition, first, call, source, place)) {
    return poisonTensor(source.span);
  }
  const weightsPath = first?.weightsPath ?? path;
  return elaboration.graph.add({ ...call, weightsPath, span: source.span, optionSpans: read.spans });
}

function hasInputCount(
  { name, inputs: wanted }: LayerDefinition,
  source: CallSource,
  inputs: readonly Tensor[],
  { elaboration }: Place,
): boolean {
  if (wanted === 'one' && inputs.length > 1) {
    const also = inputs
      .filter(({ span }, index) => inputs.findIndex((other) => other.span.start === span.start) === index)
      .map(({ span, shape }) => ({ span, text: printShape(shape ?? []) }));
    elaboration.report(severalTensors(source.nameSpan, { taker: name, count: inputs.length }, { also }));
    return false;
  }
  if (wanted === 'several' && inputs.length < 2) {
    elaboration.report(fewBranches(source.nameSpan, { layer: name }, { chain: chainTo(inputs[0]) }));
    return false;
  }
  return true;
}

/** Whether a later application of a shared layer has the weights of the first. */
function sharesWeights(
  definition: LayerDefinition,
  first: MadeCall,
  call: Pick<MadeCall, 'kind' | 'path' | 'options' | 'inputs'>,
  source: CallSource,
  { elaboration }: Place,
): boolean {
  // An equal path that nothing shares was reported as such.
  if (first.path === call.path) return true;
  const own = weightShapes(definition, call);
  if (own === undefined || (first.kind === call.kind && own === weightShapes(definition, first))) return true;
  const shapeOf = ({ inputs }: Pick<MadeCall, 'inputs'>): string =>
    inputs.map(({ shape }) => printShape(shape ?? [])).join(', ');
  const words = { name: first.path, first: shapeOf(first), other: shapeOf(call) };
  elaboration.report(sharedLayerInput(source.nameSpan, words, { chain: chainTo(call.inputs[0]) }));
  return false;
}

function weightShapes(
  definition: LayerDefinition,
  { inputs, options }: Pick<MadeCall, 'inputs' | 'options'>,
): string | undefined {
  const shapes: SymbolicShape[] = inputs.map(({ shape }) => shape ?? []);
  if (!shapes.every(isConcrete) || !isPlain(options)) return undefined;
  return definition
    .weights(shapes, options)
    .map(({ name, shape }) => `${name} ${printShape(shape)}`)
    .join(', ');
}
