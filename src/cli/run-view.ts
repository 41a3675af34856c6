import type { SampleNoun } from '../diagnostics/catalogue/words.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bytes, counted, duration, grouped, rateText, score } from '../report/numbers.ts';
import type {
  EpochEvent,
  FeaturesEvent,
  KeptEvent,
  PhaseEvent,
  RunEvent,
  StartEvent,
  WeightsEvent,
} from '../runtime/train/events.ts';
import type { Progress } from '../runtime/train/training.ts';
import { downloadBar, DownloadLines, DownloadMeter } from './download-view.ts';
import { fittingParts } from './fitting-parts.ts';
import type { Terminal } from './terminal.ts';

/** Shows a run while it goes on. */
export interface RunView {
  readonly event: (event: RunEvent) => void;
  readonly progress: (progress: Progress) => void;
  /** A line beside the events: what is being prepared, or that a stop was asked for. */
  readonly note: (text: string) => void;
  /** Bytes of a download that are there, and how many there will be where that is known. */
  readonly download: (file: string, done: number, total: number | undefined) => void;
  /** Warnings and advice. */
  readonly diagnostics: (diagnostics: readonly Diagnostic[]) => void;
  /** Leaves the screen in order; called however the run ended. */
  readonly close: () => void;
}

/** Diagnostics as text for the error stream. */
type Render = (diagnostics: readonly Diagnostic[]) => string;

/** Events as JSON, one a line, for programs. */
export function jsonView(terminal: Terminal): RunView {
  const event = (value: RunEvent): void => {
    terminal.out(`${JSON.stringify(value)}\n`);
  };
  return {
    event,
    progress: () => undefined,
    note: () => undefined,
    download: () => undefined,
    diagnostics: (diagnostics) => {
      for (const { code, severity, title } of diagnostics)
        event({ event: 'warning', code, severity, message: title });
    },
    close: () => undefined,
  };
}

/** One line an epoch, for pipes and log files. */
export function lineView(terminal: Terminal, render: Render, clock: () => number): RunView {
  const meter = new DownloadMeter(clock);
  const lines = new DownloadLines();
  let noun: SampleNoun = 'photo';
  return {
    event: (event) => {
      if (event.event === 'start') ({ noun } = event);
      const text = eventText(event, noun);
      if (text !== undefined) terminal.out(`${text}\n`);
    },
    progress: () => undefined,
    note: (text) => {
      terminal.out(`${text}\n`);
    },
    download: (file, done, total) => {
      const line = lines.line(meter.measure(file, done, total));
      if (line !== undefined) terminal.out(`${line}\n`);
    },
    diagnostics: (diagnostics) => {
      terminal.err(render(diagnostics));
    },
    close: () => undefined,
  };
}

/** What redraws the last lines of a terminal. */
export interface LiveText {
  (text: string): void;
  clear(): void;
}

/** Redrawing more often than this only flickers. */
const millisecondsBetweenFrames = 80;

/** A progress bar below the lines of the epochs, for people. */
export function barView(terminal: Terminal, render: Render, live: LiveText, clock: () => number): RunView {
  let drawn = -Infinity;
  let noun: SampleNoun = 'photo';
  const meter = new DownloadMeter(clock);
  const isTooSoon = (): boolean => clock() - drawn < millisecondsBetweenFrames;
  const print = (text: string): void => {
    live.clear();
    terminal.out(`${text}\n`);
  };
  return {
    event: (event) => {
      if (event.event === 'start') ({ noun } = event);
      const text = eventText(event, noun);
      if (text !== undefined) print(text);
    },
    progress: (progress) => {
      if (isTooSoon() && progress.done < progress.total) return;
      drawn = clock();
      live(barText(progress, terminal.width, noun));
    },
    note: print,
    download: (file, done, total) => {
      const state = meter.measure(file, done, total);
      if (isTooSoon() && done !== total) return;
      drawn = clock();
      live(downloadBar(state, terminal.width));
    },
    diagnostics: (diagnostics) => {
      live.clear();
      terminal.err(render(diagnostics));
    },
    close: () => {
      live.clear();
    },
  };
}

const barLength = 24;
const stages = { features: 'features', train: '', validation: 'validation', test: 'test' } as const;

/** ` 3/30 ━━━━━━━━╌╌╌╌ 1,240/2,000  loss 0.6512  accuracy 0.6210  438 photos/s`, cut to the width. */
export function barText(progress: Progress, width: number, noun: SampleNoun): string {
  const { phase, epoch, done, total, stage, scores, imagesPerSecond, waitedForData } = progress;
  const filled = total === 0 ? barLength : Math.min(barLength, Math.round((done / total) * barLength));
  const bar = '━'.repeat(filled) + '╌'.repeat(barLength - filled);
  const left = imagesPerSecond > 0 ? (total - done) / imagesPerSecond : 0;
  const parts = [
    `${epochText(phase.length, epoch)} ${bar} ${stages[stage]}`.trimEnd(),
    `${grouped(done)}/${grouped(total)}`,
    ...(scores
      ? [
          `loss ${score(scores.loss)}`,
          ...Object.entries(scores.metrics).map(([name, value]) => `${name} ${score(value)}`),
        ]
      : []),
    ...(stage === 'train'
      ? [
          `${grouped(Math.round(imagesPerSecond))} ${noun}s/s`,
          `${duration(left)} left`,
          ...(waitedForData >= 0.1 ? [`waited ${duration(waitedForData)} for data`] : []),
        ]
      : []),
  ];
  return fittingParts(parts, width);
}

const epochText = (length: PhaseEvent['length'], epoch: number): string =>
  length.kind === 'epochs'
    ? `${String(epoch).padStart(String(length.count).length)}/${length.count}`
    : `pass ${epoch}`;

/** An event in words; undefined for what a person need not be told. */
export function eventText(event: RunEvent, noun: SampleNoun): string | undefined {
  switch (event.event) {
    case 'start':
      return startText(event);
    case 'weights':
      return weightsText(event);
    case 'phase':
      return phaseText(event);
    case 'features':
      return featuresText(event, noun);
    case 'epoch':
      return epochLine(event, noun);
    case 'kept':
      return keptText(event);
    case 'warning':
      return `${event.code}: ${event.message}`;
    case 'interrupted':
    case 'done':
      return undefined;
  }
}

/** `base: VGG16 from vgg16.h5: 26 arrays, 14,714,688 numbers`. */
function weightsText({ path, block, file, arrays, numbers, leftOut }: WeightsEvent): string {
  const rest =
    leftOut.length === 0
      ? ''
      : `; of the file not needed: ${leftOut.slice(0, 4).join(', ')}${leftOut.length > 4 ? ` and ${leftOut.length - 4} more` : ''}`;
  const what = path === '' ? block : `${path}: ${block}`;
  return `${what} from ${file}: ${counted(arrays, 'array')}, ${counted(numbers, 'number')}${rest}`;
}

/** What a phase trains and how, then what of the model that is, a path a line. */
function phaseText({
  phase,
  length,
  stage,
  trainable,
  frozen,
  trained,
  settings,
  learningRate,
}: PhaseEvent): string {
  const paths = Math.max(...trained.map(({ path }) => path.length));
  const counts = Math.max(...trained.map(({ parameters }) => grouped(parameters).length));
  return [
    `\nphase ${phase}: ${stage === undefined ? counted(length.count, length.kind.slice(0, -1)) : `to epoch ${length.count}`}, ` +
      `${grouped(trainable)} parameters trained, ${grouped(frozen)} frozen, learning rate ${learningRate}`,
    ...settings.map((setting) => `  ${setting}`),
    ...trained.map(
      ({ path, layers, parameters }) =>
        `  ${path.padEnd(paths)}  ${grouped(parameters).padStart(counts)}` +
        (layers === 1 ? '' : `  in ${counted(layers, 'layer')}`),
    ),
  ].join('\n');
}

/** `features of base: 2,000 + 1,000 photos, computed once, 98.3 MB`. */
function featuresText(
  { of, samples, versions, bytes: size, found }: FeaturesEvent,
  noun: SampleNoun,
): string {
  const { train, validation } = samples;
  const counts = [...(train > 0 ? [train] : []), ...(validation > 0 ? [validation] : [])];
  const all = train * versions + validation;
  const which = train === 0 ? `validation ${noun}s` : `${noun}s`;
  const several =
    versions > 1 ? ` in ${versions} versions${validation > 0 ? ' of those for training' : ''}` : '';
  const how = found === all ? 'there from an earlier run' : 'computed once';
  const partly = found > 0 && found < all ? `, ${grouped(found)} there from an earlier run` : '';
  const what = of.length > 3 ? `${of[0] ?? ''} .. ${of.at(-1) ?? ''}` : of.join(', ');
  return `features of ${what}: ${counts.map(grouped).join(' + ')} ${which}${several}, ${how}${partly}, ${bytes(size)}`;
}

function keptText({ epoch, figure, value, early, last }: KeptEvent): string {
  const stopped = early ? `Stopped early, after epoch ${last}: ` : '';
  const back = epoch === last ? 'the last epoch was the best' : `back to the weights of epoch ${epoch}`;
  const text = `${stopped}${back}, ${figure} ${score(value)}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function startText({
  train,
  model,
  engine,
  engineDescription,
  reason,
  samples,
  noun,
  run,
  resumedFrom,
}: StartEvent): string {
  const where =
    resumedFrom === undefined
      ? ''
      : `\nGoing on in phase ${resumedFrom.phase}, epoch ${resumedFrom.epoch}, after step ${resumedFrom.step}`;
  return (
    `Training ${train} (${model}) on ${grouped(samples.train)} ${samples.train === 1 ? noun : `${noun}s`}, ` +
    `validation ${grouped(samples.validation)}, test ${grouped(samples.test)}\n` +
    `Engine ${engine}: ${engineDescription}; ${reason}\n` +
    `Run folder ${run}${where}`
  );
}

/** `epoch 1  loss 0.6912  accuracy 0.5320  val_loss 0.6801  val_accuracy 0.5630  6.1 s  412 photos/s  waited 0.2 s (3%) for data`. */
export function epochLine(
  { epoch, loss, shares, metrics, val, learningRate, seconds, imagesPerSecond, waitedForData }: EpochEvent,
  noun: SampleNoun,
): string {
  const named = (prefix: string, values: Readonly<Record<string, number>>): readonly string[] =>
    Object.entries(values).map(([name, value]) => `${prefix}${name} ${score(value)}`);
  const { loss: validationLoss, ...validationMetrics } = val ?? { loss: undefined };
  return [
    `epoch ${epoch}`,
    ...named('', { loss }),
    ...sharesText(shares),
    ...named('', metrics),
    ...(validationLoss === undefined ? [] : named('val_', { loss: validationLoss })),
    ...named('val_', validationMetrics),
    ...(learningRate === undefined ? [] : [`learning rate ${rateText(learningRate)}`]),
    duration(seconds),
    `${grouped(Math.round(imagesPerSecond))} ${noun}s/s`,
    `waited ${duration(waitedForData)} (${seconds > 0 ? Math.round((waitedForData / seconds) * 100) : 0}%) for data`,
  ].join('  ');
}

/** `(age 97%, gender 2%, race 1%)`: what each task is of the loss, where there are several. */
function sharesText(shares: EpochEvent['shares'] = {}): readonly string[] {
  const parts = Object.entries(shares).map(([name, share]) => `${name} ${Math.round(share * 100)}%`);
  return parts.length === 0 ? [] : [`(${parts.join(', ')})`];
}

/** `peak memory 812 MB`, where the system tells. */
export function memoryText(peakBytes: number): string {
  return `peak memory ${bytes(peakBytes)}`;
}
