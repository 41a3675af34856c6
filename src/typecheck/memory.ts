import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { AstNode } from '../parser/ast.ts';
import type { CheckOptions } from './check-options.ts';
import { Reporter } from './elaborate/elaboration.ts';
import type { Environment } from './elaborate/environment.ts';
import type { Dependencies } from './module/dependencies.ts';
import { dependencies, sameDependencies } from './module/dependencies.ts';

/** What one check goes by. */
interface Occasion {
  readonly options: CheckOptions;
  /** Names of the file, which messages may offer. */
  readonly names: string;
  readonly report: (diagnostic: Diagnostic) => void;
}

interface Remembered<T> {
  readonly dependencies: Dependencies;
  readonly names: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly value: T;
}

/** What checks of declarations came to, from one check of a file to the next. */
export class Memory<T> {
  #before = new Map<AstNode, Remembered<T>>();
  #now = new Map<AstNode, Remembered<T>>();
  #occasion: Occasion = { options: {}, names: '', report: () => undefined };

  get size(): number {
    return new Set([...this.#now.keys(), ...this.#before.keys()]).size;
  }

  /** What was recalled or made in this check, in order. */
  get values(): readonly T[] {
    return [...this.#now.values()].map(({ value }) => value);
  }

  /** A check begins: what it does not recall will be forgotten. */
  begin(occasion: Occasion): void {
    this.#occasion = occasion;
    this.#before = new Map([...this.#before, ...this.#now]);
    this.#now = new Map();
  }

  /** The check is over; of what it did not recall only what is asked for afterwards is kept, if it is of `live`. */
  end(live: ReadonlySet<AstNode> = new Set()): void {
    this.#before = new Map([...this.#before].filter(([node]) => live.has(node)));
  }

  /** What the check of a declaration comes to, once in each check; what it has to say is reported every time. */
  recall(
    node: AstNode,
    environment: Environment,
    make: (report: (diagnostic: Diagnostic) => void, options: CheckOptions) => T,
  ): T {
    const present = this.#now.get(node);
    if (present !== undefined) return present.value;
    const { options, names, report } = this.#occasion;
    const stands = dependencies(node, environment, options);
    const before = this.#before.get(node);
    const holds =
      before !== undefined &&
      sameDependencies(before.dependencies, stands) &&
      (before.diagnostics.length === 0 || before.names === names);
    const found = holds ? before : made(make, stands, this.#occasion);
    this.#now.set(node, found);
    for (const diagnostic of found.diagnostics) report(diagnostic);
    return found.value;
  }
}

function made<T>(
  make: (report: (diagnostic: Diagnostic) => void, options: CheckOptions) => T,
  stands: Dependencies,
  { options, names }: Occasion,
): Remembered<T> {
  const reporter = new Reporter();
  const value = make(reporter.report, options);
  return { dependencies: stands, names, diagnostics: reporter.diagnostics, value };
}
