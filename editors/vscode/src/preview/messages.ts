/** What the preview asks the language server for: `netc/graph`. */
export interface GraphRequest {
  readonly uri: string;
  /** Which model of the file; the one at `line`, or else the first, where none is given. */
  readonly model?: string;
  /** Where the cursor is, from 0. */
  readonly line?: number;
  /** Blocks are folded below paths of so many steps. */
  readonly depth?: number;
  /** Paths of blocks that are shown open, and folded, whatever the depth. */
  readonly open?: readonly string[];
  readonly folded?: readonly string[];
}

/** A model as a picture, and where in the file its layers are written. */
export interface GraphAnswer {
  readonly svg: string;
  readonly model: string;
  readonly models: readonly string[];
  /** Lines from 0; a layer of another file has none. */
  readonly layers: readonly { readonly path: string; readonly line: number }[];
}

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
  | { readonly kind: 'highlight'; readonly paths: readonly string[]; readonly reveal: boolean };

/** From the page to the extension. */
export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'model'; readonly name: string }
  | { readonly kind: 'depth'; readonly depth: number }
  | { readonly kind: 'open' | 'fold' | 'reveal'; readonly path: string };
