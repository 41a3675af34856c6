import { programGraphs } from '../../../ir/graph-keys.ts';
import type { Program } from '../../../ir/program.ts';
import { elements } from '../../../ir/tensor-type.ts';
import { winogradTile } from './tile-size.ts';
import { transformedShape } from './transform-kernel.ts';
import { TransformedKernels } from './transformed-kernels.ts';

/** Bytes of the kernels that stand beside a program's variables in Winograd's form. */
export function transformedBytes(program: Program): number {
  const graphs = programGraphs(program);
  const kernels = new TransformedKernels(graphs);
  const bytes = new Map<string, number>();
  for (const [key, { nodes }] of graphs)
    for (const node of nodes) {
      if (node.kind !== 'conv2d') continue;
      const [image, kernel] = node.inputs.map((input) => nodes[input]);
      if (image === undefined || kernel?.kind !== 'read') continue;
      const tile = winogradTile(image.type, kernel.type, node.type, node.attributes);
      const path = kernel.attributes.variable;
      if (tile === undefined || !kernels.read(key, path)) continue;
      bytes.set(`${path} ${tile}`, 4 * elements(transformedShape(kernel.type.shape, tile), 1));
    }
  return [...bytes.values()].reduce((sum, each) => sum + each, 0);
}
