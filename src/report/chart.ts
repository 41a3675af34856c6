import type { TopLevelSpec } from 'vega-lite';
import { chartConfig, ink } from './chart-style.ts';
import { drawSvg, inPage } from './draw-svg.ts';

/** A value after an epoch; epochs are counted through all phases. */
export interface ChartPoint {
  readonly epoch: number;
  readonly value: number;
}

export interface CurveChart {
  /** `loss`, `accuracy`. */
  readonly title: string;
  readonly train: readonly ChartPoint[];
  readonly validation: readonly ChartPoint[];
  /** Epochs after which another phase begins, with its name. */
  readonly phases: readonly { readonly after: number; readonly name: string }[];
  /** The epoch whose weights are kept as the best. */
  readonly best: number | undefined;
  /** Show as percentages. */
  readonly percent: boolean;
}

const width = 440;
const height = 240;
/** Read well both on white and on black; told apart also without colours by the dashes of training. */
const colors = { training: '#c2701f', validation: '#2f7ed8' } as const;

/** Draws training against validation as an SVG that needs nothing else. */
export async function curveSvg(chart: CurveChart): Promise<string> {
  return inPage(await drawSvg(curveSpec(chart)), wordsOf(chart));
}

/** The chart in vega-lite's language. */
function curveSpec({ title, train, validation, phases, best, percent }: CurveChart): TopLevelSpec {
  const rows = [
    ...train.map((point) => ({ ...point, split: 'training' })),
    ...validation.map((point) => ({ ...point, split: 'validation' })),
  ];
  const splits = validation.length > 0 ? (['training', 'validation'] as const) : (['training'] as const);
  const last = Math.max(2, ...rows.map(({ epoch }) => epoch));
  const format = percent ? '~%' : '~g';
  const boundaries = phases.map(({ after, name }) => ({ epoch: after + 0.5, name }));
  const y = {
    field: 'value',
    type: 'quantitative',
    title: null,
    scale: { zero: false },
    axis: { format },
  } as const;
  const chosen = validation.length > 0 ? validation : train;
  return {
    width,
    height,
    background: 'transparent',
    padding: 4,
    title: { text: title, anchor: 'start', color: ink, fontSize: 14, fontWeight: 600, offset: 12 },
    data: { values: rows },
    encoding: {
      x: {
        field: 'epoch',
        type: 'quantitative',
        title: 'epoch',
        scale: { domain: [1, last], nice: false },
        axis: { format: 'd', tickMinStep: 1, tickCount: Math.min(last, 8) },
      },
    },
    layer: [
      {
        mark: { type: 'line', strokeWidth: 2, point: rows.length <= 60 ? { size: 22, filled: true } : false },
        encoding: {
          y,
          color: {
            field: 'split',
            type: 'nominal',
            scale: { domain: [...splits], range: splits.map((split) => colors[split]) },
          },
          strokeDash: {
            field: 'split',
            type: 'nominal',
            scale: {
              domain: [...splits],
              range: splits.map((split) => (split === 'training' ? [5, 3] : [1, 0])),
            },
          },
        },
      },
      {
        data: { values: boundaries },
        mark: { type: 'rule', stroke: ink, strokeOpacity: 0.4, strokeDash: [2, 3] },
      },
      {
        data: { values: boundaries },
        mark: { type: 'text', align: 'left', dx: 5, fill: ink, fillOpacity: 0.7, fontSize: 11 },
        encoding: { y: { value: 8 }, text: { field: 'name', type: 'nominal' } },
      },
      {
        data: { values: chosen.filter(({ epoch }) => epoch === best) },
        mark: { type: 'point', size: 130, stroke: ink, strokeWidth: 1.5, filled: false, shape: 'circle' },
        encoding: { y },
      },
    ],
    config: chartConfig,
  };
}

/** What is drawn, in words. */
function wordsOf({ title, train, validation }: CurveChart): string {
  const course = (name: string, points: readonly ChartPoint[]): readonly string[] => {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [`${name} from ${first.value.toPrecision(3)} to ${last.value.toPrecision(3)}`];
  };
  return [`${title} by epoch`, ...course('training', train), ...course('validation', validation)].join(', ');
}
