/** What the IR takes from the checker, in one place. */
export type { LayerOptions, PlainValue, Shape, TensorId, TypedModule } from '../typecheck/typed-module.ts';
export type { Initializer, WeightSpecification } from '../typecheck/layers/layer.ts';
