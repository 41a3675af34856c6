import type { Problem } from '../../../problem.ts';

/** A layer in the configuration of a model: what it is called, and how its weights are to be understood. */
export interface ConfiguredLayer {
  readonly name: string;
  /** `Conv2D`, `Functional`. */
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** Layers of a model inside of the model; undefined for a plain layer. */
  readonly layers: readonly ConfiguredLayer[] | undefined;
}

/** Models in models; networks have two or three levels. */
const mostLevels = 32;

/**
 * The layers of a model, from the JSON that Keras keeps beside its weights. It is only read: whatever code it carries
 * or names is left alone.
 */
export function readConfig(json: string, broken: (reason: string) => Problem): readonly ConfiguredLayer[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw broken('its configuration is not JSON');
  }
  return layersOf(isRecord(parsed) ? parsed['config'] : undefined, 0, broken) ?? [];
}

function layersOf(
  config: unknown,
  level: number,
  broken: (reason: string) => Problem,
): readonly ConfiguredLayer[] | undefined {
  if (level > mostLevels) throw broken('its configuration has models in models without an end');
  // Before 2.2.3 the configuration of a Sequential was the list itself.
  const layers = Array.isArray(config) ? config : isRecord(config) ? config['layers'] : undefined;
  if (!Array.isArray(layers)) return undefined;
  return layers.filter(isRecord).map((layer: Readonly<Record<string, unknown>>): ConfiguredLayer => {
    const inner = isRecord(layer['config']) ? layer['config'] : {};
    const name = layer['name'] ?? inner['name'];
    const className = layer['class_name'];
    return {
      name: typeof name === 'string' ? name : '',
      className: typeof className === 'string' ? className : '',
      config: inner,
      layers: layersOf(layer['config'], level + 1, broken),
    };
  });
}

/** Paths of the layers that carry Python code: Lambda layers, and functions written into an option of another. */
export function layersWithCode(layers: readonly ConfiguredLayer[], within = ''): readonly string[] {
  return layers.flatMap(({ name, className, config, layers: inner }) =>
    inner !== undefined
      ? layersWithCode(inner, `${within}${name}/`)
      : className === 'Lambda' || JSON.stringify(config).includes('"__lambda__"')
        ? [`${within}${name}`]
        : [],
  );
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
