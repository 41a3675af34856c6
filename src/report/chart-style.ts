import type { TopLevelSpec } from 'vega-lite';

/** Takes the colour of the page's text, be it light or dark. */
export const ink = 'currentColor';

/** How all charts look. */
export const chartConfig = {
  font: 'system-ui, sans-serif',
  view: { stroke: null },
  axis: {
    labelColor: ink,
    titleColor: ink,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    domainColor: ink,
    domainOpacity: 0.3,
    tickColor: ink,
    tickOpacity: 0.3,
    gridColor: ink,
    gridOpacity: 0.12,
  },
  legend: {
    title: null,
    orient: 'top',
    direction: 'horizontal',
    symbolSize: 300,
    labelColor: ink,
    labelFontSize: 11,
    symbolType: 'stroke',
  },
} satisfies TopLevelSpec['config'];
