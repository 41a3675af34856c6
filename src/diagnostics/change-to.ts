import type { Span } from '../source/span.ts';
import type { Fix } from './diagnostic.ts';

/** The repair of "did you mean": what is meant in the place of what stands there; none where nothing is near. */
export function changeTo(span: Span, suggestion: string | undefined): readonly Fix[] {
  if (suggestion === undefined) return [];
  return [{ title: `Change to ${suggestion}`, edits: [{ span, newText: suggestion }] }];
}
