import { join } from 'node:path';
import process from 'node:process';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { counted, rateText as rate, score } from '../report/numbers.ts';
import type { RateOutcome } from '../runtime/project/find-rate.ts';
import { runFile, type EnsembleOutcome } from '../runtime/project/run-file.ts';
import type { RunOutcome, RunRequest } from '../runtime/project/run-request.ts';
import { ensembleText } from './ensemble-text.ts';
import type { ExitCode } from './command.ts';
import { barView, jsonView, lineView, memoryText, type RunView } from './run-view.ts';
import type { Terminal } from './terminal.ts';

/** What the command line says of a run. */
export type RunArguments = Pick<
  RunRequest,
  | 'file'
  | 'engine'
  | 'seed'
  | 'settings'
  | 'train'
  | 'resume'
  | 'split'
  | 'rateShare'
  | 'saveEvery'
  | 'keepFeatures'
>;

/** Trains, showing it as a bar, as lines or as JSON; a first Ctrl-C saves and stops, a second one quits at once. */
export async function runInTerminal(
  request: RunArguments,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const view = await viewFor(json, terminal);
  const stop = new AbortController();
  let downloading = false;
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(interruptedCode);
    stop.abort();
    if (!downloading)
      view.note('Finishing this step, then saving. Ctrl-C again quits at once, without saving.');
  };
  for (const signal of stopSignals) process.on(signal, onSignal);
  try {
    const outcome = await runFile({
      ...request,
      workingDirectory: process.cwd(),
      stop: stop.signal,
      event: (event) => {
        downloading = false;
        view.event(event);
      },
      progress: view.progress,
      note: view.note,
      download: (...state) => {
        downloading = true;
        view.download(...state);
      },
      diagnostics: view.diagnostics,
    });
    view.close();
    if (json && 'ensemble' in outcome) terminal.out(`${JSON.stringify({ event: 'ensemble', ...outcome })}\n`);
    if (!json) terminal.out(outcomeText(outcome));
    return outcome.status === 'done' ? 0 : interruptedCode;
  } finally {
    view.close();
    for (const signal of stopSignals) process.off(signal, onSignal);
  }
}

/** Tries learning rates, and says which the losses speak for. */
export async function findRateInTerminal(
  request: Omit<RunArguments, 'resume' | 'rateShare' | 'saveEvery'>,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const { findRate } = await import('../runtime/project/find-rate.ts');
  const view = await viewFor(json, terminal);
  const stop = new AbortController();
  const onSignal = (): void => {
    stop.abort();
  };
  for (const signal of stopSignals) process.once(signal, onSignal);
  try {
    const outcome = await findRate({
      ...request,
      workingDirectory: process.cwd(),
      stop: stop.signal,
      diagnostics: view.diagnostics,
      note: view.note,
      download: view.download,
    });
    view.close();
    terminal.out(json ? `${JSON.stringify(outcome)}\n` : rateText(outcome));
    return 0;
  } finally {
    view.close();
    for (const signal of stopSignals) process.off(signal, onSignal);
  }
}

/** What a sweep of learning rates shows, in words. */
function rateText({ points, phase, from, to, suggested, least, written, run }: RateOutcome): string {
  const tried = `${counted(points.length, 'update')} of phase ${phase}, at learning rates from ${rate(from)} to ${rate(to)}`;
  const shown =
    suggested === undefined || least === undefined
      ? ['The loss does not fall clearly at any of them: more data, or another network, may say more.']
      : [
          `The loss falls fastest at ${rate(suggested)} and is least at ${rate(least)}; beyond, training breaks.`,
          `Suggested learning rate: ${rate(suggested)} (the program says ${rate(written)})`,
        ];
  return [tried, ...shown, `Picture: ${join(run, 'rates.svg')}`, ''].join('\n');
}

const stopSignals = ['SIGINT', 'SIGTERM'] as const;

/** As shells count a process that Ctrl-C ended: 128 and the signal's number. */
const interruptedCode = 130;

async function viewFor(json: boolean, terminal: Terminal): Promise<RunView> {
  if (json) return jsonView(terminal);
  // Loaded before there is a bar, so that a warning can stand above it at once.
  const { renderTerminal } = await import('../diagnostics/render-terminal.ts');
  const render = (diagnostics: readonly Diagnostic[]): string =>
    renderTerminal(diagnostics, { color: terminal.errColor, width: terminal.width });
  if (!terminal.interactive) return lineView(terminal, render, () => performance.now());
  const { default: live } = await import('log-update');
  return barView(terminal, render, live, () => performance.now());
}

function outcomeText(outcome: RunOutcome | EnsembleOutcome): string {
  const { status, run, resume, example } = outcome;
  const peak = memoryText(process.resourceUsage().maxRSS * 1024);
  if (status === 'interrupted') return `\nStopped and saved in ${run}\nGo on with: ${resume}\n`;
  const test = 'ensemble' in outcome ? undefined : outcome.test;
  const scores = Object.entries(test ?? {})
    .toSorted(([a], [b]) => Number(a === 'loss') - Number(b === 'loss'))
    .map(([name, value]) => `${name} ${score(value)}`);
  return [
    '',
    ...(scores.length === 0 ? [] : [`Test: ${scores.join(', ')}`]),
    ...('ensemble' in outcome && outcome.test !== undefined ? [ensembleText(outcome.test)] : []),
    'ensemble' in outcome
      ? `Run folder ${run}, with report.html and a run for each member; ${peak}`
      : `Run folder ${run}, with report.html; ${peak}`,
    `Use it: netc predict ${run} ${example}`,
    '',
  ].join('\n');
}
