import type { BlockDeclaration, Declaration, Expression, LetDeclaration } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { Value } from './value.ts';

/** A block and the names its body sees: those of the file that declares it. */
export interface Block {
  readonly declaration: BlockDeclaration;
  readonly environment: Environment;
}

/** What a name stands for. */
export type Binding = { readonly span: Span; used: boolean } & (
  | { readonly kind: 'value'; readonly value: Value }
  /** A const or param of a file, computed when it is first needed. */
  | LazyBinding
  | { readonly kind: 'block'; readonly block: Block }
  /** A layer of a file: each model has its own copy of the shared weights. */
  | { readonly kind: 'let'; readonly declaration: LetDeclaration; readonly environment: Environment }
  | { readonly kind: 'declaration'; readonly declaration: Declaration; readonly environment: Environment }
  /** A name whose import failed: everything about it was said. */
  | { readonly kind: 'unknown' }
);

export interface LazyBinding {
  readonly kind: 'lazy';
  readonly expression: Expression;
  readonly environment: Environment;
  state:
    | { readonly kind: 'new' }
    | { readonly kind: 'running' }
    | { readonly kind: 'done'; readonly value: Value };
}

/** The names that an expression sees, innermost first. */
export class Environment {
  readonly #names = new Map<string, Binding>();
  readonly #parent: Environment | undefined;
  /** Names that statements further down will bind. */
  readonly #later = new Set<string>();

  constructor(parent?: Environment) {
    this.#parent = parent;
  }

  /** What a name stands for; looking at it uses it. */
  lookup(name: string): Binding | undefined {
    const binding = this.#names.get(name) ?? this.#parent?.lookup(name);
    if (binding !== undefined) binding.used = true;
    return binding;
  }

  /** What this innermost level has under a name. */
  own(name: string): Binding | undefined {
    return this.#names.get(name);
  }

  define(name: string, binding: Binding): void {
    this.#names.set(name, binding);
    this.#later.delete(name);
  }

  announce(name: string): void {
    this.#later.add(name);
  }

  /** Whether a statement further down binds the name. */
  isLater(name: string): boolean {
    return this.#later.has(name) || (this.#parent?.isLater(name) ?? false);
  }

  /** Every visible name with what it stands for, innermost first. */
  *entries(): IterableIterator<readonly [string, Binding]> {
    yield* this.#names;
    if (this.#parent) yield* this.#parent.entries();
  }
}
