import type { Scope } from './scope.ts';

/** A layer bound with `let`: how often it was applied, and the scope its paths stand in. */
export interface SharedLayer {
  readonly name: string;
  readonly scope: Scope;
  applications: number;
}
