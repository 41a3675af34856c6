import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, ink } from './chart-style.ts';
import { drawSvg } from './draw-svg.ts';
import { rateText } from './numbers.ts';

/** A learning-rate sweep as it is drawn. */
export interface RateChart {
  readonly train: string;
  readonly points: readonly { readonly rate: number; readonly loss: number; readonly smooth: number }[];
  readonly suggested: number | undefined;
}

/** Loss by learning rate as an SVG that needs nothing else: each step's as a dot, their average as a line. */
export async function rateSvg(chart: RateChart): Promise<string> {
  const svg = await drawSvg(rateSpec(chart));
  const words = `loss of ${chart.train} by learning rate${chart.suggested === undefined ? '' : `, suggested ${rateText(chart.suggested)}`}`;
  return svg.replace('<svg ', `<svg role="img" aria-label="${words}" style="color: #444; background: #fff" `);
}

function rateSpec({ train, points, suggested }: RateChart): TopLevelSpec {
  const losses = points.map(({ smooth }) => smooth);
  const [least, first] = [Math.min(...losses), losses[0] ?? 1];
  // What explodes at the end would press all else flat.
  const top = Math.max(...losses.filter((_, index) => index < losses.indexOf(least)), first) * 1.1;
  const domain = [Math.min(least, ...points.map(({ loss }) => loss)) * 0.95, top];
  const y = { type: 'quantitative', title: 'loss', scale: { domain, clamp: false } } as const;
  const mark = suggested === undefined ? [] : [{ rate: suggested, name: `suggested ${rateText(suggested)}` }];
  return {
    width: 640,
    height: 360,
    background: 'transparent',
    padding: 12,
    title: {
      text: `Loss of ${train} by learning rate`,
      anchor: 'start',
      color: ink,
      fontSize: 14,
      fontWeight: 600,
      offset: 12,
    },
    data: { values: [...points] },
    encoding: {
      x: {
        field: 'rate',
        type: 'quantitative',
        title: 'learning rate',
        scale: { type: 'log', nice: false },
        axis: { format: '.0e', tickCount: 8 },
      },
    },
    layer: [
      {
        mark: { type: 'point', filled: true, size: 16, color: '#c2701f', opacity: 0.5, clip: true },
        encoding: { y: { ...y, field: 'loss' } },
      },
      {
        mark: { type: 'line', strokeWidth: 2, color: '#2f7ed8', clip: true },
        encoding: { y: { ...y, field: 'smooth' } },
      },
      { data: { values: mark }, mark: { type: 'rule', stroke: ink, strokeDash: [4, 3] } },
      {
        data: { values: mark },
        mark: { type: 'text', align: 'right', dx: -6, fill: ink, fontSize: 12 },
        encoding: { y: { value: 10 }, text: { field: 'name', type: 'nominal' } },
      },
    ],
    config: chartConfig,
  };
}
