import type { Span } from '../../source/span.ts';

/**
 * The scope of a path: names and numbers what is made in it. Under the second application of a shared layer the
 * path differs from the path whose weights are used.
 */
export class Scope {
  readonly path: string;
  readonly weightsPath: string;
  readonly #counters = new Map<string, number>();
  readonly #claims = new Map<string, Span>();

  constructor(path = '', weightsPath = path) {
    this.path = path;
    this.weightsPath = weightsPath;
  }

  /** A scope inside this one; with another name for weights where they are an earlier call's. */
  child(name: string, weightsName = name): Scope {
    return new Scope(join(this.path, name), join(this.weightsPath, weightsName));
  }

  pathOf(name: string): string {
    return join(this.path, name);
  }

  weightsPathOf(name: string): string {
    return join(this.weightsPath, name);
  }

  /** `conv1`, `conv2`, … */
  numbered(kind: string): string {
    const number = (this.#counters.get(kind) ?? 0) + 1;
    this.#counters.set(kind, number);
    return `${kind}${number}`;
  }

  /** Takes a name; the place where it was taken before, if it was. */
  claim(name: string, span: Span): Span | undefined {
    const before = this.#claims.get(name);
    if (before === undefined) this.#claims.set(name, span);
    return before;
  }
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
