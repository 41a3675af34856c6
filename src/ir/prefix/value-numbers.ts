import { isEffect } from '../op-kinds.ts';
import type { OpGraph } from '../op-graph.ts';
import { opKey } from '../op-key.ts';

/**
 * A number for each value of several graphs: two values have the same one exactly where they are computed by the same ops
 * from the same feeds and variables. Alpern, Wegman & Zadeck 1988.
 */
export function valueNumbers(graphs: readonly OpGraph[]): readonly (readonly number[])[] {
  const known = new Map<string, number>();
  let next = 0;
  return graphs.map((graph) => {
    const numbers: number[] = [];
    for (const node of graph.nodes) {
      const key = opKey({ ...node, inputs: node.inputs.map((input) => numbers[input] ?? -1) });
      // No effect is the same as another.
      const number = isEffect(node) ? next++ : (known.get(key) ?? next++);
      known.set(key, number);
      numbers.push(number);
    }
    return numbers;
  });
}
