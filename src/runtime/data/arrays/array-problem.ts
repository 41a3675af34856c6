import { arrayProblem, type ArrayFault, type BrokenArray } from '../../../diagnostics/catalogue/arrays.ts';
import type { Span } from '../../../source/span.ts';
import { Problem } from '../../problem.ts';

/** Thrown where files of arrays cannot be used; the checker is told with the fault. */
export class ArrayProblem extends Problem {
  readonly fault: ArrayFault;

  constructor(fault: ArrayFault, span?: Span) {
    super(arrayProblem(span, fault));
    this.fault = fault;
  }
}

/** What to throw for a file that contradicts itself. */
export function brokenArray(file: string, reason: BrokenArray): ArrayProblem {
  return new ArrayProblem({ kind: 'broken', file, reason });
}
