import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { featuresNotKept } from '../../diagnostics/catalogue/features.ts';
import { Problem } from '../problem.ts';
import { plainReason } from '../run-folder/write-whole.ts';

/** Thrown where features cannot be kept. Nothing depends on them: a phase goes on without, after the warning. */
export class NotKept extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.title);
    this.name = 'NotKept';
    this.diagnostic = diagnostic;
  }
}

/** Turns whatever a disk refused into a reason to go on without features. */
export function asNotKept(folder: string): (thrown: unknown) => never {
  return (thrown) => {
    const told = thrown instanceof Problem ? thrown.diagnostics[0]?.title : undefined;
    throw new NotKept(featuresNotKept(undefined, { folder, reason: told ?? plainReason(thrown) }));
  };
}
