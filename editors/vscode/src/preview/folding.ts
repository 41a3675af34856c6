/** Which blocks of a picture are open: all to a depth, and then those that were clicked. */
export interface Folding {
  /** As much as can be taken in where it is undefined. */
  readonly depth: number | undefined;
  readonly open: readonly string[];
  readonly folded: readonly string[];
}

/** How a picture is shown first. */
export const firstFolding: Folding = { depth: undefined, open: [], folded: [] };

/** All blocks to a depth, forgetting what was clicked. */
export function toDepth(depth: number): Folding {
  return { depth: Math.max(1, depth), open: [], folded: [] };
}

/** One block opened by a click. */
export function opened({ depth, open, folded }: Folding, path: string): Folding {
  return {
    depth,
    open: [...open.filter((other) => other !== path), path],
    folded: folded.filter((other) => other !== path),
  };
}

/** One block folded by a click, and with it the blocks in it. */
export function folded(folding: Folding, path: string): Folding {
  const isInside = (other: string): boolean => other === path || other.startsWith(`${path}.`);
  return {
    depth: folding.depth,
    open: folding.open.filter((other) => !isInside(other)),
    folded: [...folding.folded.filter((other) => !isInside(other)), path],
  };
}
