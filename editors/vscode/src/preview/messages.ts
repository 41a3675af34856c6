/** What the page of the preview and the extension tell each other. */

/** From the extension to the page. */
export type ToPage =
  | {
      readonly kind: 'graph';
      readonly svg: string;
      readonly model: string;
      readonly models: readonly string[];
      readonly depth: number;
    }
  /** The last picture stays, and is said to be old. */
  | { readonly kind: 'no-graph'; readonly reason: string }
  /** The boxes of the current line, by their ids in the picture. */
  | { readonly kind: 'highlight'; readonly boxes: readonly string[]; readonly reveal: boolean };

/** From the page to the extension. */
export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'model'; readonly name: string }
  | { readonly kind: 'depth'; readonly depth: number }
  /** The path of a block, or of a layer whose line is wanted. */
  | { readonly kind: 'open' | 'fold' | 'reveal'; readonly path: string };
