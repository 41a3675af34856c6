import type { TopLevelSpec } from 'vega-lite';

/**
 * Draws a chart as an SVG that needs nothing else. The drawing library is loaded at the first chart, and never by a program
 * that draws none.
 */
export async function drawSvg(spec: TopLevelSpec): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const view = new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}

/** Says in words what is drawn, for those who do not see it, and lets the page decide its width. */
export function inPage(svg: string, words: string): string {
  return svg
    .replace(/ width="([\d.]+)" height="([\d.]+)"/, '')
    .replace('<svg ', `<svg role="img" aria-label="${words.replaceAll('"', '')}" `);
}
