import { numbersBroke, type BreakCause, type BreakText } from '../../diagnostics/catalogue/resilience.ts';
import { layerOfWeight } from '../../ir/build-layer-graph.ts';
import type { Origin } from '../../ir/layer-graph.ts';
import type { OpKind } from '../../ir/op-graph.ts';
import type { Program } from '../../ir/program.ts';
import { counted, rateText, score } from '../../report/numbers.ts';
import { lineText, type SourceFile } from '../../source/source-file.ts';
import { span, type Span } from '../../source/span.ts';
import type { Session } from '../engines/engine.ts';
import { Problem } from '../problem.ts';
import { brokenPlace, type BrokenPlace } from '../train/broken-place.ts';
import { phaseAt } from '../train/evaluate.ts';
import type { BrokenNumber, NumbersBroke, Scene } from '../train/numbers-broke.ts';
import type { Position } from '../train/position.ts';
import { replay, type BrokenStep, type State } from '../train/replay.ts';
import { placeText } from '../train/saving.ts';
import { sceneOfPhotos } from '../train/scene-of-photos.ts';
import type { Training } from '../train/training.ts';

/** What is needed to find where a number broke. */
export interface Inquiry {
  readonly training: Training;
  readonly sources: readonly SourceFile[];
  /** Makes another program runnable on the same engine. */
  readonly load: (program: Program) => Promise<Session>;
  /** What to type to go on with the run. */
  readonly resume: string;
  readonly note?: ((text: string) => void) | undefined;
}

/**
 * Says where and why a number became NaN or infinite: trains again from the last state that was saved up to the step
 * that broke it, and runs that one looking at every value.
 */
export async function explainBreak(inquiry: Inquiry, failure: NumbersBroke): Promise<Problem> {
  const { training, load } = inquiry;
  const saved = await training.keeper.readState().catch(() => undefined);
  const found = await firstBrokenStep(inquiry, failure, saved).catch(() => undefined);
  const scene: Scene | undefined =
    found ?? (await sceneOfPhotos(training, failure).catch(() => failure.scene));
  // The one that trained is not needed any more, and a large model would not fit twice.
  await training.session.dispose().catch(() => undefined);
  // A diagnosis that fails must not hide what it is of.
  const place =
    scene === undefined
      ? beforeAnyStep(failure)
      : await brokenPlace(training.program, scene, training.session, load).catch(() => undefined);
  return problemOf(inquiry, failure, { saved: saved?.position, found, scene, place });
}

/** What was broken when training began. */
function beforeAnyStep({ broken, position }: NumbersBroke): BrokenPlace | undefined {
  return broken.kind === 'variable' && position.globalStep === 0
    ? { kind: 'variable', path: broken.path }
    : undefined;
}

async function firstBrokenStep(
  { training, note }: Inquiry,
  failure: NumbersBroke,
  state: State | undefined,
): Promise<BrokenStep | undefined> {
  if (failure.scene !== undefined || training.stop.aborted || state === undefined) return undefined;
  const steps = failure.position.globalStep - state.position.globalStep + 1;
  note?.(
    `${whatBroke(failure.broken)} is not finite. Looking for where it began: ${counted(steps, 'step')} again`,
  );
  return replay(training, state, failure);
}

/** What came of an inquiry. */
interface Findings {
  readonly saved: Position | undefined;
  readonly found: BrokenStep | undefined;
  readonly scene: Scene | undefined;
  readonly place: BrokenPlace | undefined;
}

function problemOf(
  { training: { program, rateShare }, sources, resume }: Inquiry,
  failure: NumbersBroke,
  { saved, found, scene, place }: Findings,
): Problem {
  const { broken, position } = found ?? failure;
  const phase = phaseAt(program, Math.min(position.phase, program.phases.length - 1));
  const isStep = broken.kind === 'variable' || broken.split === 'train';
  const origin = place === undefined ? undefined : originOf(program, place);
  return new Problem(
    numbersBroke(origin && lineOf(sources, origin), {
      what: whatBroke(broken),
      value: broken.value,
      phase: phase.name,
      epoch: position.epoch + 1,
      step: isStep ? stepOf(position.step, found) : undefined,
      files: found?.files ?? failure.files,
      place: place && breakText(place, phase.name, origin, scene),
      cause: causeOf(program, place, scene),
      saved: saved && {
        what: placeText(program, saved) ?? 'what training began with',
        resume: `${resume} --scale-rate ${rateText(rateShare * slower)}`,
      },
    }),
  );
}

/** The share of the learning rate to go on with. */
const slower = 0.1;

/** From 1. What was found broken without the step that broke it was so after the steps that are counted. */
const stepOf = (step: number, found: BrokenStep | undefined): number =>
  found === undefined ? step : step + 1;

function whatBroke(broken: BrokenNumber): string {
  if (broken.kind === 'variable') return broken.path;
  return broken.split === 'train' ? 'The loss' : `The ${broken.split} loss`;
}

/** The layer's own place for what is of a weight. */
function originOf({ model }: Program, place: BrokenPlace): Origin | undefined {
  if (place.kind === 'feed') return undefined;
  const [path = ''] = (place.kind === 'op' ? place.origin.path : place.path).split(':');
  const layer = path.includes('/') ? layerOfWeight(path) : path;
  return (
    model.layers.find((each) => each.path === layer)?.origin ??
    (place.kind === 'op' ? place.origin : undefined)
  );
}

function breakText(
  place: BrokenPlace,
  phase: string,
  origin: Origin | undefined,
  scene: Scene | undefined,
): BreakText {
  switch (place.kind) {
    case 'feed':
      return { kind: 'feed', input: place.feed, file: scene?.files[place.sample] };
    case 'variable':
      return place;
    case 'op': {
      const { file, line } = origin ?? place.origin;
      const layer = layerless(place.origin.path, phase) ?? place.origin.path;
      return { kind: 'op', op: place.op, part: place.part, layer: `${layer} (${file}:${line})` };
    }
  }
}

/** What is of no layer. */
function layerless(path: string, phase: string): string | undefined {
  if (path === 'loss') return 'the loss';
  return path === 'update' ? `phase ${phase}` : undefined;
}

/** The line that a layer is written on, without what it is indented by. */
function lineOf(sources: readonly SourceFile[], { file, line }: Origin): Span | undefined {
  const source = sources.find(({ path }) => path === file);
  if (source === undefined) return undefined;
  const text = lineText(source, line);
  const start = (source.lineStarts[line - 1] ?? 0) + text.length - text.trimStart().length;
  return span(source, start, start + text.trim().length);
}

/** Ops that have no value for some finite numbers. */
const partial: ReadonlySet<OpKind> = new Set(['log', 'log1p', 'sqrt', 'rsqrt', 'reciprocal', 'div', 'pow']);

/** Beyond these, numbers that go in and weights are out of all proportion. */
const [largeInput, largeWeight] = [1e4, 1e3];

function causeOf(
  { variables }: Program,
  place: BrokenPlace | undefined,
  scene: Scene | undefined,
): BreakCause {
  if (place?.kind === 'feed') return { kind: 'data' };
  if (place?.kind === 'variable') return { kind: 'weights' };
  if (place?.kind === 'op' && place.part === 'forward' && partial.has(place.op)) return { kind: 'logarithm' };
  const inputs = Object.entries(scene?.feeds ?? {}).filter(
    ([name]) => name.startsWith('input/') || name.startsWith('label/'),
  );
  for (const [name, { data }] of inputs) {
    const largest = largestOf(data);
    if (largest > largeInput)
      return { kind: 'inputs', input: name.slice(name.indexOf('/') + 1), largest: score(largest) };
  }
  if (place?.kind === 'op' && place.part === 'backward') return { kind: 'gradient' };
  const weights = variables.filter(({ role }) => role === 'weight');
  const grown = Math.max(0, ...weights.map(({ path }) => largestOf(scene?.values.get(path) ?? [])));
  const rate = scene?.feeds['learning_rate']?.data[0];
  return {
    kind: 'rate',
    rate: rate === undefined ? undefined : rateText(rate),
    largest: grown > largeWeight ? score(grown) : undefined,
  };
}

function largestOf(data: ArrayLike<number>): number {
  let largest = 0;
  for (let index = 0; index < data.length; index++) largest = Math.max(largest, Math.abs(data[index] ?? 0));
  return largest;
}
