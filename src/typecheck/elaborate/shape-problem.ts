import {
  branchesDiffer,
  fewBranches,
  impossibleOption,
  kernelTooLarge,
  wrongRank,
} from '../../diagnostics/catalogue/shapes.ts';
import type { Fix, Label } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../source/span.ts';
import type { LayerDefinition, ShapeProblem } from '../layers/layer.ts';
import { printShape } from '../shape/print.ts';
import type { CallSource } from './call-layer.ts';
import type { Place } from './elaboration.ts';
import { chainTo } from './graph.ts';
import type { Tensor } from './value.ts';

/** Says why a layer's shape rule refuses its inputs. */
export function reportShapeProblem(
  { name: layer }: LayerDefinition,
  problem: ShapeProblem,
  source: CallSource,
  inputs: readonly Tensor[],
  spans: ReadonlyMap<string, Span>,
  place: Place,
): void {
  const { elaboration } = place;
  const [first] = inputs;
  const chain = chainTo(first);
  const given = printShape(first?.shape ?? []);
  const also = callers(place);
  switch (problem.kind) {
    case 'undecided':
      elaboration.undecided = true;
      return;
    case 'rank': {
      const image = first?.shape?.length === 3;
      const advice = problem.expected === '[units]' ? (image ? 'flatten' : undefined) : 'reshape';
      const fixes = advice === 'flatten' ? insertions(source.span) : [];
      const parameters = { layer, expected: problem.expected, given, advice } as const;
      elaboration.report(wrongRank(source.nameSpan, parameters, { chain, also, fixes }));
      return;
    }
    case 'kernel-too-large': {
      const span = spans.get('size') ?? source.nameSpan;
      const window = layer.endsWith('pool') ? 'window' : 'kernel';
      const { axis, kernel: size, input } = problem;
      const parameters = { layer, window, axis, size, input, given } as const;
      elaboration.report(kernelTooLarge(span, parameters, { chain, also }));
      return;
    }
    case 'inputs-differ': {
      const other = inputs[problem.input];
      const labels = [first, other].flatMap((tensor): Label[] =>
        tensor === undefined
          ? []
          : [{ span: tensor.span, text: `this is ${printShape(tensor.shape ?? [])}` }],
      );
      const parameters = {
        layer,
        axis: axisName(problem.axis, first?.shape?.length ?? 0),
        first: given,
        other: printShape(other?.shape ?? []),
      };
      const steps = chainTo(other);
      elaboration.report(
        branchesDiffer(source.nameSpan, parameters, { chain: steps, also: [...labels, ...also] }),
      );
      return;
    }
    case 'few-inputs':
      elaboration.report(fewBranches(source.nameSpan, { layer }, { chain, also }));
      return;
    case 'option': {
      const span = spans.get(problem.option) ?? source.nameSpan;
      const { option, expected, given: value } = problem;
      elaboration.report(impossibleOption(span, { layer, option, expected, given: value }, { also }));
    }
  }
}

/** The calls of blocks that led here, innermost first. */
export function callers({ elaboration }: Place): readonly Label[] {
  return elaboration.calls
    .filter(({ declaration, span }) => span !== declaration.name.span)
    .toReversed()
    .slice(0, 3)
    .map(({ declaration, span }) => ({ span, text: `in this call of ${declaration.name.text}` }));
}

function insertions(span: Span): readonly Fix[] {
  const at = { ...span, end: span.start };
  return ['flatten', 'global_avgpool'].map((layer) => ({
    title: `Put ${layer} before it`,
    edits: [{ span: at, newText: `${layer} -> ` }],
  }));
}

function axisName(axis: number, rank: number): string {
  if (axis < 0) return 'rank';
  if (rank === 1) return 'length';
  return ['height', 'width', 'channels'][axis] ?? `axis ${axis}`;
}
