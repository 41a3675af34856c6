import { trainingBytes } from '../codegen/training-memory.ts';
import type { Program } from '../ir/program.ts';
import { curveSvg, type CurveChart } from './chart.ts';
import { html, htmlTable, trusted, type Html } from './html.ts';
import { bytes, counted, duration, flops, grouped, score, shapeText } from './numbers.ts';
import { confusionSection, type ReportConfusion } from './confusion-section.ts';
import {
  factSection,
  reportPage,
  sourceSection,
  tiles,
  type ReportFacts,
  type ReportSource,
} from './report-page.ts';
import { parameterCount, parametersAt } from './summary.ts';
import { regimeTexts } from './regime-text.ts';
import { lengthText } from './summary-text.ts';

/** One epoch as the report shows it. */
export interface ReportEpoch {
  readonly phase: string;
  readonly epoch: number;
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly val?: Readonly<Record<string, number>>;
  /** At its end; absent where no schedule changes it. */
  readonly learningRate?: number;
  /** The part of each task in the loss, where there are several. */
  readonly shares?: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly imagesPerSecond: number;
  readonly waitedForData: number;
}

/** Everything a report says of a run; plain values, the clock's already as text. */
export interface RunReport extends ReportFacts, ReportSource {
  readonly run: string;
  readonly status: 'running' | 'done' | 'interrupted' | 'failed';
  /** Why it has failed. */
  readonly failure?: { readonly message: string; readonly hint?: string | undefined } | undefined;
  readonly program: Program;
  readonly epochs: readonly ReportEpoch[];
  /** The epoch whose weights are kept, with the figure that it is the best in. */
  readonly best: {
    readonly phase: string;
    readonly epoch: number;
    readonly figure: string;
    readonly value: number;
  } | null;
  readonly test: Readonly<Record<string, number>> | null;
  /** Of the test split, or of the last epoch's validation. */
  readonly confusions: readonly ReportConfusion[];
  readonly seconds: number;
  readonly seed: number;
  readonly started: string;
}

/** The whole report as one HTML file that needs no network. */
export async function runReportHtml(report: RunReport): Promise<string> {
  const charts = await Promise.all(chartsOf(report).map(curveSvg));
  const { program, run, status, started, seconds, seed } = report;
  const head = {
    ...{ heading: program.train, run, status, started, took: duration(seconds) },
    what: `${program.model.model} on ${program.dataset}`,
    more: failureText(report),
  };
  const split = report.test === null ? 'Validation after the last epoch' : 'Test split';
  return reportPage(head, [
    figureTiles(report),
    curves(charts),
    epochSection(report),
    confusionSection(report.confusions, split),
    phaseSection(program),
    modelSection(program),
    factSection(report, { seed: String(seed) }),
    sourceSection(report),
  ]);
}

function failureText({ failure }: RunReport): Html {
  if (failure === undefined) return html``;
  const { message, hint } = failure;
  return html`<p><span class="status failed">${message}</span> ${hint ?? ''}</p>`;
}

function figureTiles(report: RunReport): Html {
  const { program, test, best, epochs, data } = report;
  const weights = parameterCount(program.model.weights);
  const speed = epochs.length === 0 ? 0 : Math.max(...epochs.map(({ imagesPerSecond }) => imagesPerSecond));
  return tiles([
    ...Object.entries(test ?? {})
      .toSorted(([a], [b]) => Number(a === 'loss') - Number(b === 'loss'))
      .map(([name, value]) => [shown(name, value), `test ${name}`] as const),
    ...(best === null
      ? []
      : [
          [
            shown(best.figure.replace(/^val_/, ''), best.value),
            `best ${best.figure}, epoch ${best.epoch} of ${best.phase}`,
          ] as const,
        ]),
    [grouped(epochs.length), epochs.length === 1 ? 'epoch' : 'epochs'],
    [grouped(Math.round(speed)), `${data.noun}s a second at most`],
    [grouped(weights), 'parameters'],
  ]);
}

/** Ratios between 0 and 1 are accuracies and the like, but for losses. */
const isShare = (name: string): boolean => /^(?:top\d+_)?(?:accuracy|error)(?:\/|$)/.test(name);

const shown = (name: string, value: number): string =>
  isShare(name) ? `${(value * 100).toFixed(1)} %` : score(value);

/** A later stage of a phase stands beside its first: the layers that it adds are name enough. */
function shortName({ phases }: Program, phase: string): string {
  const stage = phases.find(({ name }) => name === phase)?.regime.stage?.index ?? 0;
  return stage > 0 ? (phase.split('.').at(-1) ?? phase) : phase;
}

/** A chart of the loss, one of each metric, and one of the learning rate where a schedule changes it. */
function chartsOf({ program, epochs, best }: RunReport): readonly CurveChart[] {
  if (epochs.length === 0) return [];
  const metrics = [...new Set(epochs.flatMap((epoch) => Object.keys(epoch.metrics)))];
  const phases = epochs.flatMap(({ phase }, index) =>
    index > 0 && epochs[index - 1]?.phase !== phase
      ? [{ after: index, name: shortName(program, phase) }]
      : [],
  );
  const bestAt = epochs.findIndex(({ phase, epoch }) => phase === best?.phase && epoch === best.epoch);
  const points = (valueOf: (epoch: ReportEpoch) => number | undefined): CurveChart['train'] =>
    epochs.flatMap((epoch, index) => {
      const value = valueOf(epoch);
      return value === undefined ? [] : [{ epoch: index + 1, value }];
    });
  const rates = points(({ learningRate }) => learningRate);
  const common = { phases, best: bestAt < 0 ? undefined : bestAt + 1 };
  const ofRates = { title: 'learning rate', train: rates, validation: [], ...common, percent: false };
  const curvesOf = ['loss', ...metrics].map((name) => ({
    title: name,
    train: points((epoch) => (name === 'loss' ? epoch.loss : epoch.metrics[name])),
    validation: points((epoch) => epoch.val?.[name]),
    ...common,
    percent: isShare(name),
  }));
  const shares = tasksOf(epochs).map((task) => ({
    title: `share of ${task} in the loss`,
    train: points((epoch) => epoch.shares?.[task]),
    validation: [],
    ...common,
    percent: true,
  }));
  return [...curvesOf, ...shares, ...(rates.length === 0 ? [] : [ofRates])];
}

/** The tasks whose shares in the loss are known. */
function tasksOf(epochs: readonly ReportEpoch[]): readonly string[] {
  return [...new Set(epochs.flatMap(({ shares }) => Object.keys(shares ?? {})))];
}

function curves(charts: readonly string[]): Html {
  if (charts.length === 0) return html``;
  return html`<section>
    <h2>Curves</h2>
    <div class="charts">${charts.map((svg) => html`<figure class="chart">${trusted(svg)}</figure>`)}</div>
    <p class="muted">The circle is the epoch whose weights are kept in weights/best.safetensors.</p>
  </section>`;
}

const openRows = 40;

function epochSection({ epochs, program, data }: RunReport): Html {
  if (epochs.length === 0) return html``;
  const metrics = [...new Set(epochs.flatMap((epoch) => Object.keys(epoch.metrics)))];
  const tasks = tasksOf(epochs);
  const manyPhases = program.phases.length > 1;
  const columns = [
    ...(manyPhases ? [{ title: 'phase' }] : []),
    { title: 'epoch', numeric: true },
    { title: 'loss', numeric: true },
    ...metrics.map((title) => ({ title, numeric: true })),
    ...tasks.map((task) => ({ title: `share of ${task}`, numeric: true })),
    { title: 'validation loss', numeric: true },
    ...metrics.map((name) => ({ title: `validation ${name}`, numeric: true })),
    { title: 'time', numeric: true },
    { title: `${data.noun}s/s`, numeric: true },
    { title: 'waited for data', numeric: true },
  ];
  const maybe = (name: string, value: number | undefined): string =>
    value === undefined ? '' : shown(name, value);
  const rows = epochs.map((epoch) => [
    ...(manyPhases ? [epoch.phase] : []),
    String(epoch.epoch),
    score(epoch.loss),
    ...metrics.map((name) => maybe(name, epoch.metrics[name])),
    ...tasks.map((task) => percent(epoch.shares?.[task])),
    maybe('loss', epoch.val?.['loss']),
    ...metrics.map((name) => maybe(name, epoch.val?.[name])),
    duration(epoch.seconds),
    grouped(Math.round(epoch.imagesPerSecond)),
    duration(epoch.waitedForData),
  ]);
  const table = htmlTable(columns, rows);
  return html`<section>
    <h2>Epochs</h2>
    ${
      rows.length > openRows
        ? html`<details>
            <summary>All ${counted(rows.length, 'epoch')}</summary>
            ${table}
          </details>`
        : table
    }
  </section>`;
}

const percent = (share: number | undefined): string =>
  share === undefined ? '' : `${(share * 100).toFixed(1)} %`;

function phaseSection(program: Program): Html {
  const columns = [
    { title: 'phase' },
    { title: 'length' },
    { title: 'batch', numeric: true },
    { title: 'learning rate', numeric: true },
    { title: 'beside the optimizer' },
    { title: 'trainable', numeric: true },
    { title: 'frozen', numeric: true },
    { title: 'work a step', numeric: true },
    { title: 'memory', numeric: true },
  ];
  const rows = program.phases.map((phase) => [
    phase.name,
    lengthText(phase),
    String(phase.batch),
    String(phase.learningRate),
    regimeTexts(phase).join('; '),
    grouped(parametersAt(program, phase.trainable)),
    grouped(parametersAt(program, phase.frozen)),
    flops(phase.cost.flops),
    bytes(trainingBytes(program, phase)),
  ]);
  return html`<section>
    <h2>Plan</h2>
    ${htmlTable(columns, rows)}
  </section>`;
}

function modelSection({ model }: Program): Html {
  const columns = [
    { title: 'layer' },
    { title: 'kind' },
    { title: 'output' },
    { title: 'parameters', numeric: true },
  ];
  const rows = [
    ...model.inputs.map(({ name, shape }) => [name, 'input', shapeText(shape), '']),
    ...model.layers.map(({ path, kind, shape, parameters }) => [
      path,
      kind,
      shapeText(shape),
      grouped(parameters),
    ]),
  ];
  return html`<section>
    <h2>Model</h2>
    ${htmlTable(columns, rows)}
  </section>`;
}
