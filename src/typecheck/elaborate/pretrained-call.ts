import { weightsNotText } from '../../diagnostics/catalogue/pretrained.ts';
import type { LayerCall, Pretrained } from '../typed-module.ts';
import { conventionOf } from '../weights/convention.ts';
import type { CallSource } from './call-layer.ts';
import type { Place } from './elaboration.ts';
import type { Block, Environment } from './environment.ts';
import type { PretrainedCall } from './graph.ts';
import { describe, type Value } from './value.ts';

/** What the option `weights` of a block call asks for; undefined where it asks for nothing. */
export function wantedWeights(
  { declaration, environment: file }: Block,
  environment: Environment,
  source: CallSource,
  place: Place,
): Omit<PretrainedCall, 'path' | 'calls'> | undefined {
  const block = declaration.name.text;
  const parameter = declaration.parameters.find(({ name }) => name.text === 'weights');
  const weights = valueOf(environment, 'weights');
  // A parameter of another type is the block's own affair.
  const type = parameter?.type?.text ?? '';
  if (weights === undefined || weights.kind === 'none' || !['', 'string', 'word'].includes(type))
    return undefined;
  if (weights.kind !== 'string') {
    reportNotText(`weights of ${block}`, weights, source, place);
    return undefined;
  }
  const top = valueOf(environment, 'top');
  return {
    block,
    from: declaration.span.file.path,
    weights: weights.value,
    top: top?.kind === 'boolean' ? top.value : undefined,
    span: source.span,
    ...conventionOf(file, block),
  };
}

function reportNotText(what: string, value: Value, source: CallSource, { elaboration }: Place): void {
  if (value.kind === 'poison') return;
  const argument = source.arguments.find(({ name }) => name?.text === 'weights');
  const span = argument?.value.span ?? source.span;
  const fixes =
    value.kind === 'word'
      ? [{ title: `Change to "${value.name}"`, edits: [{ span, newText: `"${value.name}"` }] }]
      : [];
  elaboration.report(weightsNotText(span, { what, given: describe(value) }, { fixes }));
}

function valueOf(environment: Environment, name: string): Value | undefined {
  const binding = environment.own(name);
  return binding?.kind === 'value' ? binding.value : undefined;
}

/**
 * The block calls that want weights, each with the layers of the model that are to begin with them. Layers of an inner
 * block that wants weights are the inner one's; a block that only hands its own option on is left out.
 *
 * @param made inner blocks before those around them
 */
export function pretrainedOf(
  made: readonly PretrainedCall[],
  layers: readonly LayerCall[],
): readonly Pretrained[] {
  const claimed = new Set<number>();
  const found: Pretrained[] = [];
  for (const [index, { calls, ...call }] of made.entries()) {
    const ids = new Set(calls.map(({ id }) => id));
    const handsOn = made
      .slice(0, index)
      .some((inner) => inner.weights === call.weights && inner.calls.every(({ id }) => ids.has(id)));
    if (handsOn) continue;
    const own = layers.filter(
      ({ id, path, weightsPath }) => ids.has(id) && !claimed.has(id) && path === weightsPath,
    );
    for (const { id } of own) claimed.add(id);
    if (own.length === 0) continue;
    const prefix = call.path === '' ? '' : `${call.path}.`;
    const names = own.map(({ path }) => ({
      path,
      name: path.startsWith(prefix) ? path.slice(prefix.length) : path,
    }));
    found.push({ ...call, layers: names });
  }
  return found;
}
