import { instance } from '@viz-js/viz';
import type { Picture } from './picture.ts';
import { pictureDot } from './picture-dot.ts';

/** The picture as an SVG document. Graphviz, in WebAssembly, says where everything stands. */
export async function pictureSvg(picture: Picture): Promise<string> {
  const graphviz = await instance();
  return graphviz.renderString(pictureDot(picture), { format: 'svg', engine: 'dot' });
}
