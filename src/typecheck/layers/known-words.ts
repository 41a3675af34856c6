import { layerRegistry } from './registry.ts';

/** Names that mean themselves where nothing binds them: option words (`same`, `relu`) and layers. */
export const knownWords: ReadonlySet<string> = new Set([
  ...layerRegistry.keys(),
  ...[...layerRegistry.values()].flatMap(({ options }) =>
    options.flatMap(({ type }) => (type.kind === 'word' ? type.words : [])),
  ),
]);
