import type { ShapeStep } from './diagnostic.ts';
import { textWidth } from './text-width.ts';

/** Chains longer than this are shown by their first and last steps. */
const longest = 14;
const keptAtStart = 3;

/** The way of a tensor as aligned columns: path, layer, what went in, what came out. */
export function shapeTable(chain: readonly ShapeStep[]): readonly string[] {
  const shown =
    chain.length <= longest ? chain : [...chain.slice(0, keptAtStart), ...chain.slice(keptAtStart - longest)];
  const width = (of: (step: ShapeStep) => string): number =>
    Math.max(0, ...shown.map((step) => textWidth(of(step))));
  const pathWidth = width(({ path }) => path);
  const layerWidth = width(({ layer }) => layer);
  const inputWidth = width(({ input }) => input);
  const rows = shown.map(
    ({ path, layer, input, output }) =>
      `${pad(path, pathWidth)}  ${pad(layer, layerWidth)}  ${pad(input, inputWidth)} -> ${output}`,
  );
  const left = chain.length - shown.length;
  if (left === 0) return rows;
  return [...rows.slice(0, keptAtStart), `… ${left} more …`, ...rows.slice(keptAtStart)];
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}
