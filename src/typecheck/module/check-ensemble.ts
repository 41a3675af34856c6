import { unknownName } from '../../diagnostics/catalogue/names.ts';
import { ensembleNotYet } from '../../diagnostics/catalogue/training.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { EnsembleDeclaration, Expression } from '../../parser/ast.ts';
import type { Place } from '../elaborate/elaboration.ts';

/** Checks the names of an ensemble's members; this version trains them one by one only. */
export function checkEnsemble({ name, members }: EnsembleDeclaration, place: Place): void {
  checkMember(members, place, 0);
  if (name.text !== '') place.elaboration.report(ensembleNotYet(name.span, { name: name.text }));
}

const deepest = 100;

function checkMember(expression: Expression, place: Place, depth: number): void {
  if (depth > deepest) return;
  switch (expression.kind) {
    case 'branches':
      for (const item of expression.items) checkMember(item, place, depth + 1);
      return;
    case 'binary':
      checkMember(expression.left, place, depth + 1);
      checkMember(expression.right, place, depth + 1);
      return;
    case 'member':
      checkMember(expression.object, place, depth + 1);
      return;
    case 'reference': {
      const { environment, elaboration } = place;
      const { name, span } = expression;
      if (name === '' || environment.lookup(name) !== undefined) return;
      const trains = [...environment.entries()].flatMap(([key, binding]) =>
        binding.kind === 'declaration' && binding.declaration.kind === 'train' ? [key] : [],
      );
      elaboration.report(unknownName(span, { name, wanted: 'a train', suggestion: nearest(name, trains) }));
      return;
    }
    default:
      return;
  }
}
