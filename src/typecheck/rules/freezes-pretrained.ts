import { pretrainedWithRandom } from '../../diagnostics/catalogue/advice.ts';
import type { Call, ModelDeclaration } from '../../parser/ast.ts';
import { walk } from '../../parser/children.ts';
import { hasWeights } from '../train/selectors.ts';
import type { LayerCall, TypedModel } from '../typed-module.ts';
import { parametersOf } from './advice-rules.ts';
import type { TrainAdvice } from './train-advice.ts';

/** While a random top is trained first, the pretrained layers below it are frozen. */
export const freezesPretrained: TrainAdvice = ({ declaration, train, checked, model, report }) => {
  const [first] = train.phases;
  if (first === undefined) return;
  const frozen = new Set(first.frozen);
  const trained = model.layers.filter((layer) => hasWeights(layer) && !frozen.has(layer.weightsPath));
  for (const { scope, call } of pretrainedCalls(checked.declaration)) {
    const base = trained.filter((layer) => isMadeBelow(scope, layer, model));
    if (base.length === 0 || base.length === trained.length) continue;
    const weights = base.reduce((sum, layer) => sum + parametersOf(layer), 0);
    const phase = declaration.phases[0]?.name ?? declaration.name;
    const also = [{ span: call.span, text: 'begins with weights that are good already' }];
    report(pretrainedWithRandom(phase.span, { phase: phase.text, base: scope, weights }, { also }));
  }
};

interface PretrainedCall {
  /** The binding or output in whose scope the layers are. */
  readonly scope: string;
  readonly call: Call;
}

/** Calls of blocks that begin with weights of somebody: `VGG16(weights: "imagenet")`. */
function pretrainedCalls({ body }: ModelDeclaration): readonly PretrainedCall[] {
  return body.flatMap((statement) => {
    const name = statement.kind === 'binding' || statement.kind === 'output' ? statement.name : undefined;
    if (name === undefined) return [];
    const calls: PretrainedCall[] = [];
    for (const node of walk(statement)) {
      if (node.kind !== 'call') continue;
      const weights = node.arguments.find((argument) => argument.name?.text === 'weights');
      if (weights !== undefined && weights.value.kind !== 'none')
        calls.push({ scope: name.text, call: node });
    }
    return calls;
  });
}

/** Whether a block in the scope of a binding has made a layer: one that is not written in the model itself. */
function isMadeBelow(scope: string, { path, span }: LayerCall, model: TypedModel): boolean {
  const inModel =
    span.file === model.span.file && span.start >= model.span.start && span.end <= model.span.end;
  return path.startsWith(`${scope}.`) && !inModel;
}
