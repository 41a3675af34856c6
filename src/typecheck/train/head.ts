import type { Fix } from '../../diagnostics/diagnostic.ts';
import { spanText } from '../../source/span.ts';
import { activationNames } from '../layers/common-options.ts';
import type { MadeCall } from '../elaborate/graph.ts';
import type { Tensor } from '../elaborate/value.ts';
import { isConcrete } from '../shape/arithmetic.ts';

/** The end of a model as a label sees it: how many numbers, and what was applied to them last. */
export interface Head {
  readonly activation: string | null;
  readonly units: number;
  /** As one would write it: `dense(1, sigmoid)`. */
  readonly written: string;
  /** The layer that makes the units, if it can be told. */
  readonly call: MadeCall | undefined;
  /** Whether its activation is a layer of its own. */
  readonly apart: boolean;
}

/** Layers that hand probabilities on as they are. */
const transparent = new Set(['dropout', 'flatten']);

/** The head that ends in a tensor; undefined for poison and for what is no vector. */
export function headOf(tensor: Tensor): Head | undefined {
  const { shape } = tensor;
  if (shape === undefined || !isConcrete(shape)) return undefined;
  const [units, more] = shape;
  if (units === undefined || more !== undefined) return undefined;
  let call = tensor.maker;
  while (call !== undefined && transparent.has(call.kind)) call = call.inputs[0]?.maker;
  const last = call;
  if (last !== undefined && isActivation(last.kind)) {
    const before = last.inputs[0]?.maker;
    const layer = before?.kind ?? 'layer';
    return {
      activation: last.kind,
      units,
      written: `${layer}(${units}) -> ${last.kind}`,
      call: before,
      apart: true,
    };
  }
  const option = last?.options['activation'];
  const activation = typeof option === 'string' ? option : null;
  const layer = last !== undefined && 'units' in last.options ? last.kind : 'a layer of';
  const options = activation === null ? String(units) : `${units}, ${activation}`;
  const written =
    layer === 'dense'
      ? `dense(${options})`
      : `${last?.kind ?? 'nothing'} with ${units} units${activation === null ? '' : ` and ${activation}`}`;
  return { activation, units, written, call: last, apart: false };
}

function isActivation(kind: string): boolean {
  return activationNames.some((name) => name === kind);
}

/**
 * Replaces a dense layer's units and activation, where both are plainly written.
 * @param activation none for a head of numbers
 */
export function replaceHead(
  { call, apart }: Head,
  units: number,
  activation: string | undefined,
): readonly Fix[] {
  if (call?.kind !== 'dense' || apart) return [];
  const unitsSpan = call.optionSpans.get('units');
  const activationSpan = call.optionSpans.get('activation');
  if (unitsSpan === undefined || !/^\d+$/.test(spanText(unitsSpan))) return [];
  const newText = activation === undefined ? String(units) : `${units}, ${activation}`;
  const title = `Change to dense(${newText})`;
  if (activationSpan === undefined) return [{ title, edits: [{ span: unitsSpan, newText }] }];
  if (activation === undefined) {
    const both = { ...unitsSpan, end: activationSpan.end };
    return /^\d+\s*,\s*\w+$/.test(spanText(both)) ? [{ title, edits: [{ span: both, newText }] }] : [];
  }
  return [
    {
      title,
      edits: [
        { span: unitsSpan, newText: String(units) },
        { span: activationSpan, newText: activation },
      ],
    },
  ];
}
