/** Part of the key of a stream: a seed, a split, a class, a number, or the name of what is drawn. */
export type Key = string | number;

/** Stirs a 32-bit word until every bit of it depends on every other (MurmurHash3's finaliser). */
function stir(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function absorb(state: number, key: Key): number {
  const text = `${typeof key} ${key};`;
  let h = state;
  for (let i = 0; i < text.length; i++) h = stir(Math.imul(h ^ text.charCodeAt(i), 0x9e3779b1) + i);
  return h;
}

/**
 * Random choices that depend on a key and on nothing else: not on the clock, on workers or on what was drawn before.
 * `fork` gives an independent stream for a part of the picture, so that one more draw in the coat does not move the sofa.
 */
export class Random {
  readonly #state: number;
  readonly #second: number;
  #counter = 0;

  constructor(...key: readonly Key[]) {
    this.#state = key.reduce(absorb, 0x243f6a88);
    this.#second = key.reduce(absorb, 0x13198a2e);
  }

  fork(...key: readonly Key[]): Random {
    return new Random(this.#state, this.#second, ...key);
  }

  /** Uniform in [0, 1). */
  unit(): number {
    const n = this.#counter++;
    return stir(stir(Math.imul(n + 1, 0x9e3779b1) ^ this.#state) + this.#second) / 4294967296;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** Uniform in a range written as a pair. */
  within(range: readonly [number, number]): number {
    return this.between(range[0], range[1]);
  }

  /** A whole number in [low, high]. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** -1 or 1. */
  sign(): number {
    return this.chance(0.5) ? 1 : -1;
  }

  /** About normal: mean 0, standard deviation 1, never beyond 3 (the sum of twelve uniforms would reach 6). */
  bell(): number {
    return (this.unit() + this.unit() + this.unit() + this.unit() - 2) * Math.sqrt(3);
  }

  pick<T>(options: readonly [T, ...T[]]): T {
    return options[Math.floor(this.unit() * options.length)] ?? options[0];
  }

  /** One of the options, each as likely as its weight. */
  weighted<T>(options: readonly [readonly [number, T], ...(readonly [number, T])[]]): T {
    const total = options.reduce((sum, [weight]) => sum + weight, 0);
    let left = this.unit() * total;
    for (const [weight, option] of options) {
      left -= weight;
      if (left < 0) return option;
    }
    return options[0][1];
  }
}
