import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, ink } from './chart-style.ts';
import { drawSvg, inPage } from './draw-svg.ts';

/** How often each of some members is right, and how often their vote is. */
export interface AccuracyChart {
  readonly members: readonly { readonly name: string; readonly accuracy: number }[];
  readonly vote: number;
}

/** Read well both on white and on black. */
const colors = { member: '#c2701f', vote: '#2f7ed8' } as const;

/** Draws members as dots beside the line of their vote, as an SVG that needs nothing else. */
export async function accuracySvg(chart: AccuracyChart): Promise<string> {
  const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
  const values = chart.members.map(({ accuracy }) => accuracy);
  const words = `accuracy of ${chart.members.length} members from ${percent(Math.min(...values))} to ${percent(Math.max(...values))}, of their vote ${percent(chart.vote)}`;
  return inPage(await drawSvg(accuracySpec(chart)), words);
}

function accuracySpec({ members, vote }: AccuracyChart): TopLevelSpec {
  const x = {
    field: 'accuracy',
    type: 'quantitative',
    title: 'accuracy',
    scale: { zero: false, padding: 14 },
    axis: { format: '~%', tickCount: 5 },
  } as const;
  const line = [{ accuracy: vote, name: 'the vote' }];
  return {
    width: 360,
    height: { step: 24 },
    background: 'transparent',
    padding: 4,
    layer: [
      {
        data: { values: line },
        mark: { type: 'rule', stroke: colors.vote, strokeWidth: 2 },
        encoding: { x },
      },
      {
        data: { values: line },
        mark: { type: 'text', fill: colors.vote, fontSize: 11, baseline: 'bottom', dy: -3 },
        encoding: { x, y: { value: 0 }, text: { field: 'name', type: 'nominal' } },
      },
      {
        data: { values: members.map(({ name, accuracy }) => ({ name, accuracy })) },
        mark: { type: 'point', filled: true, size: 70, fill: colors.member, opacity: 1 },
        encoding: {
          x,
          y: {
            field: 'name',
            type: 'nominal',
            title: null,
            sort: null,
            axis: { grid: true, labelLimit: 120, ticks: false, domain: false, labelColor: ink },
          },
        },
      },
    ],
    config: chartConfig,
  };
}
