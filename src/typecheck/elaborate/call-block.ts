import { recursion } from '../../diagnostics/catalogue/names.ts';
import { severalTensors } from '../../diagnostics/catalogue/shapes.ts';
import type { CallSource } from './call-layer.ts';
import { countBlockCalls } from './block-calls.ts';
import { bindParameters } from './block-parameters.ts';
import { runBlockBody } from './body.ts';
import type { Place } from './elaboration.ts';
import type { Block } from './environment.ts';
import { claimName, flow } from './flow.ts';
import { wantedWeights } from './pretrained-call.ts';
import { checkOutput, matchInputs } from './signature.ts';
import type { Scope } from './scope.ts';
import type { Tensor } from './value.ts';
import { poisonTensor } from './value.ts';

/** Applies a block: its body is run with these inputs and options, in a scope of its own or the caller's. */
export function callBlock(block: Block, source: CallSource, inputs: readonly Tensor[], place: Place): Tensor {
  const { elaboration } = place;
  const { declaration } = block;
  const { calls } = elaboration;
  const start = calls.findIndex((call) => call.declaration === declaration);
  if (start >= 0) {
    const chain = [...calls.slice(start).map((call) => call.declaration.name.text), declaration.name.text];
    const also = [{ span: declaration.name.span, text: 'the block' }];
    elaboration.report(recursion(source.nameSpan, { chain }, { also }));
    return poisonTensor(source.span);
  }
  const scope = scopeOfCall(block, source, place);
  const environment = bindParameters(block, source, place);
  // Of what flows nothing is known: the body is checked by itself, and with shapes where it is used rightly.
  const blind = inputs.every((input) => input.shape === undefined);
  if (environment === undefined || blind) return poisonTensor(source.span);
  const weights = wantedWeights(block, environment, source, place);
  const first = elaboration.graph.calls.length;
  calls.push({ declaration, span: source.span });
  const inner: Place = { elaboration, environment, scope, straight: true };
  const matches = matchInputs(declaration, inputs, source, inner);
  const [result = poisonTensor(source.span)] = matches ? runBody(block, inputs, source, inner) : [];
  const checked = checkOutput(declaration, result, source, inner);
  calls.pop();
  if (weights !== undefined) elaboration.graph.begin(first, { ...weights, path: scope.path });
  return { ...checked, span: source.span };
}

/** Runs a block's body; its one tensor, or poison. */
export function runBody(
  { declaration }: Block,
  inputs: readonly Tensor[],
  source: CallSource,
  place: Place,
): readonly Tensor[] {
  const { body } = declaration;
  if (!('kind' in body)) return runBlockBody(declaration, body, inputs, source, place);
  const straight = countBlockCalls(body, place.environment) === 1;
  const made = flow(body, inputs, { ...place, straight });
  if (made.length < 2) return made;
  const taker = `The output of ${declaration.name.text}`;
  place.elaboration.report(severalTensors(body.span, { taker, count: made.length }));
  return [poisonTensor(source.span)];
}

/** The caller's scope for the only block call of an expression, else one named after the block or by `as`. */
function scopeOfCall({ declaration }: Block, source: CallSource, place: Place): Scope {
  if (place.name === undefined && place.straight) return place.scope;
  const name = place.name?.text ?? place.scope.numbered(declaration.name.text.toLowerCase());
  claimName(name, place.name?.span ?? source.nameSpan, place);
  return place.scope.child(name);
}
