import { changeTo } from '../../diagnostics/change-to.ts';
import { unknownName } from '../../diagnostics/catalogue/names.ts';
import { unknownStep } from '../../diagnostics/catalogue/training.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { AugmentDeclaration } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import type { Environment } from '../elaborate/environment.ts';
import { stepFromForeign } from './foreign-names.ts';
import { stepRegistry } from './registry.ts';

/** The augmentation of a name, and the names that its file sees. */
export function augmentationAt(
  name: string,
  environment: Environment,
): { readonly declaration: AugmentDeclaration; readonly environment: Environment } | undefined {
  const binding = environment.lookup(name);
  if (binding?.kind !== 'declaration' || binding.declaration.kind !== 'augment') return undefined;
  return { declaration: binding.declaration, environment: binding.environment };
}

/** Says that no step and no augmentation has a name, with the nearest that has. */
export function reportUnknownStep(name: string, span: Span, { environment, elaboration }: Place): void {
  const binding = environment.lookup(name);
  // Of a hole, and of a name whose import failed, all was said.
  if (name === '' || binding?.kind === 'unknown') return;
  const augmentations = [...environment.entries()].flatMap(([key, other]) =>
    other.kind === 'declaration' && other.declaration.kind === 'augment' ? [key] : [],
  );
  if (binding !== undefined) {
    const suggestion = nearest(name, augmentations);
    elaboration.report(unknownName(span, { name, wanted: 'an augmentation', suggestion }));
    return;
  }
  const suggestion = stepFromForeign(name) ?? nearest(name, [...stepRegistry.keys(), ...augmentations]);
  const fixes = changeTo(span, suggestion);
  elaboration.report(unknownStep(span, { name, suggestion }, { fixes }));
}
