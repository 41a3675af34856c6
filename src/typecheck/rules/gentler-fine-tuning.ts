import { fineTuningTooFast } from '../../diagnostics/catalogue/advice.ts';
import { parametersOf } from './advice-rules.ts';
import type { TrainAdvice } from './train-advice.ts';
import { settingOf } from './train-advice.ts';

/** What was frozen while the layers above it learned is trained on with smaller steps than those. */
export const gentlerFineTuning: TrainAdvice = ({ declaration, train, model, report }) => {
  for (const [index, phase] of train.phases.entries()) {
    const before = train.phases[index - 1];
    if (before === undefined || before.optimizer.kind !== phase.optimizer.kind) continue;
    if ((phase.regime.stage?.index ?? 0) > 0) continue;
    const frozen = new Set(phase.frozen);
    const thawed = new Set(before.frozen.filter((path) => !frozen.has(path)));
    const share = Math.max(...[...thawed].map((path) => phase.regime.rates[path] ?? 1));
    const rate = phase.optimizer.learningRate * share;
    if (thawed.size === 0 || rate < before.optimizer.learningRate) continue;
    const weights = model.layers
      .filter(({ path }) => thawed.has(path))
      .reduce((sum, layer) => sum + parametersOf(layer), 0);
    const span = settingOf(declaration, phase.name, 'optimizer')?.span ?? phase.span;
    const rates = { rate, before: before.optimizer.learningRate };
    report(fineTuningTooFast(span, { phase: phase.name, first: before.name, weights, ...rates }));
  }
};
