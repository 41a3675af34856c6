import type { Layout } from '../documents.ts';
import type { TokenCursor } from '../token-cursor.ts';

/** What the printing of every node needs. */
export interface Context {
  readonly cursor: TokenCursor;
  readonly layout: Layout;
}
