import type { WeightRequest } from '../../ir/program.ts';
import { weightRequests } from '../../ir/weight-requests.ts';
import type { Span } from '../../source/span.ts';
import type { TypedModel, TypedModule } from '../../typecheck/typed-module.ts';

/** Weights that a model is to begin with, and where that is said. */
export interface WeightWish {
  readonly model: TypedModel;
  readonly request: WeightRequest;
  readonly span: Span;
}

/** Everything that a module wants, each once: of its trains, and of models that nothing trains. */
export function weightWishes({ models, trains }: TypedModule): readonly WeightWish[] {
  return models.flatMap((model) => {
    const own = trains.filter((train) => train.model === model.name);
    const whole = own.flatMap(({ weights }) => (weights === undefined ? [] : [weights]));
    const fromBlocks = own.length === 0 || own.some(({ weights }) => weights === undefined);
    const wishes = whole.flatMap((weights) =>
      weightRequests(model, { weights }).map((request) => ({ model, request, span: weights.span })),
    );
    if (!fromBlocks) return wishes;
    const requests = weightRequests(model, { weights: undefined });
    return [
      ...wishes,
      ...requests.flatMap((request, index) => {
        const span = model.pretrained[index]?.span;
        return span === undefined ? [] : [{ model, request, span }];
      }),
    ];
  });
}
