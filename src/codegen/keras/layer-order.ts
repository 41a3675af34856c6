import type { CallId, KerasCall, KerasNetwork, NamedLayer } from './network.ts';

/**
 * A model's layers in the order of Keras's `model.layers`, by which its files number them: farthest from the outputs
 * first, and of those at one distance what a search from the outputs meets first
 * (`map_graph` in keras/src/ops/function.py; https://github.com/keras-team/keras).
 */
export function layerOrder({ calls, outputs }: KerasNetwork): readonly NamedLayer[] {
  const { finished, met } = search(calls, outputs);
  const ofCall = new Map<CallId, number>();
  const ofOperation = new Map<string, number>();
  for (const id of finished.toReversed()) {
    const operation = operationOf(calls, id);
    const depth = Math.max(ofCall.get(id) ?? 0, ofOperation.get(operation) ?? 0);
    ofOperation.set(operation, depth);
    for (const input of inputsOf(calls, id)) ofCall.set(input, Math.max(depth + 1, ofCall.get(input) ?? 0));
  }
  const layers = new Map(
    finished.flatMap((id) => {
      const call = calls[id];
      return call?.kind === 'layer' ? [[call.layer.name, call.layer] as const] : [];
    }),
  );
  const place = (name: string): number => met.indexOf(name);
  return [...layers.values()].sort(
    (a, b) =>
      (ofOperation.get(b.name) ?? 0) - (ofOperation.get(a.name) ?? 0) || place(a.name) - place(b.name),
  );
}

interface Search {
  /** Calls, each behind those that it uses. */
  readonly finished: readonly CallId[];
  /** Names of what is called, as the search meets them. */
  readonly met: readonly string[];
}

/** Depth first, from the outputs in the order of their names: those of a dictionary are sorted. */
function search(calls: readonly KerasCall[], outputs: KerasNetwork['outputs']): Search {
  const finished = new Set<CallId>();
  const met = new Set<string>();
  const visit = (id: CallId): void => {
    if (finished.has(id)) return;
    met.add(operationOf(calls, id));
    for (const input of inputsOf(calls, id)) visit(input);
    finished.add(id);
  };
  for (const name of [...outputs.keys()].sort()) visit(outputs.get(name) ?? 0);
  return { finished: [...finished], met: [...met] };
}

/** What a call calls: a layer by its name, and all else is called once. */
function operationOf(calls: readonly KerasCall[], id: CallId): string {
  const call = calls[id];
  return call?.kind === 'layer' ? call.layer.name : `${call?.kind ?? ''} ${id}`;
}

function inputsOf(calls: readonly KerasCall[], id: CallId): readonly CallId[] {
  const call = calls[id];
  return call === undefined || call.kind === 'input' ? [] : call.inputs;
}
