/** What the IR takes from the stages before it, in one place. */
export type { Diagnostic, Outcome } from '../diagnostics/diagnostic.ts';
export { positionAt } from '../source/source-file.ts';
export type { Span } from '../source/span.ts';
export type { Augmentation, Mix } from '../typecheck/augment/augmentation.ts';
export { layerDefinition } from '../typecheck/layers/registry.ts';
export { borderOption, numberOption, optionalPair, pairOption } from '../typecheck/layers/read-options.ts';
export type { Initializer, Penalty, WeightSpecification } from '../typecheck/layers/layer.ts';
export { metricName, watchText } from '../typecheck/train/figures.ts';
export type { Clip, EarlyStop, Keep, Length, Plateau, Regime, Schedule, Watch } from '../typecheck/regime.ts';
export type {
  ClassWeights,
  Label,
  LayerCall,
  LayerOptions,
  LossTerm,
  MetricKind,
  MetricTerm,
  NameTables,
  Optimizer,
  PlainValue,
  Precision,
  PretrainedLayer,
  Shape,
  TensorId,
  TypedModel,
  TypedModule,
  TypedPhase,
  TypedTrain,
} from '../typecheck/typed-module.ts';
