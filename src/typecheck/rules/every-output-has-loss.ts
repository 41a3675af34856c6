import { outputWithoutLoss } from '../../diagnostics/catalogue/training.ts';
import type { TrainRule } from './train-rules.ts';

/** Each output of the model is learned by some loss of the train. */
export const everyOutputHasLoss: TrainRule = ({ declaration, model, phases, report }) => {
  const objectives = phases.map(({ objective }) => objective);
  // With an objective that could not be read, nobody knows what it reaches.
  if (objectives.includes(undefined)) return true;
  const reached = new Set(objectives.flatMap((terms) => (terms ?? []).map(({ output }) => output)));
  const minimize = [declaration, ...declaration.phases]
    .flatMap(({ settings }) => settings)
    .find(({ key }) => key.text === 'minimize');
  let holds = true;
  for (const { statement } of model.outputs) {
    const { name } = statement;
    if (name === undefined || reached.has(name.text)) continue;
    const also = [{ span: name.span, text: 'this output' }];
    const span = minimize?.span ?? declaration.name.span;
    report(outputWithoutLoss(span, { output: name.text, model: model.declaration.name.text }, { also }));
    holds = false;
  }
  return holds;
};
