import type { BlockDeclaration } from '../../parser/ast.ts';
import type { Environment } from '../elaborate/environment.ts';
import type { Way } from './explore-block.ts';
import { exploreBlock } from './explore-block.ts';
import { inputCount, inputNames } from './infer-block.ts';

/** A block over symbols: the ways through it, the most general first, each with what flows where. */
export interface TracedBlock {
  readonly ways: readonly Way[];
}

/** Runs a block over symbols for an editor, which shows the shapes in it; images are tried first, then vectors. */
export function traceBlock(declaration: BlockDeclaration, environment: Environment): TracedBlock {
  const signed = declaration.signature !== undefined;
  const ranks = signed ? [undefined] : [['h', 'w', 'c'], ['n']];
  for (const sizes of ranks) {
    const names = sizes && inputNames(declaration, sizes, inputCount(declaration));
    const { ways } = exploreBlock(declaration, environment, names, true);
    const able = ways.filter(({ diagnostics }) => diagnostics.every(({ severity }) => severity !== 'error'));
    if (able.some(({ output }) => output !== undefined) || sizes === ranks.at(-1)) {
      const shown = able.length > 0 ? able : ways;
      return { ways: shown.toSorted((a, b) => a.assumptions.replaced.size - b.assumptions.replaced.size) };
    }
  }
  return { ways: [] };
}
