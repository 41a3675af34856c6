// What one keystroke costs: a program of a thousand lines (blocks with signatures, models, trains) is read and checked
// again after each, as the language server does it. Prints medians and 95th percentiles in milliseconds, of time on the
// clock and of the processor's (a busy machine stretches the first).
import { parseAgain } from '../dist/parser/parse.js';
import { sourceFile } from '../dist/source/source-file.js';
import { Checker } from '../dist/typecheck/checker.js';
import { longProgram } from './long-program.mjs';

const lines = Number(process.argv[2] ?? 1000);
const rounds = Number(process.argv[3] ?? 200);

const text = longProgram(lines);
const checker = new Checker(true);
/** @type {ReturnType<typeof parseAgain>['read']} */
let read = [];

/** @param {string} edited */
function recheck(edited) {
  const parsed = parseAgain(sourceFile('long.net', edited), read);
  read = parsed.read;
  const { value, diagnostics: syntax } = parsed.outcome;
  checker.check(value, { syntax, here: (span) => parsed.places.here(span) });
}

/** @param {readonly number[]} values @param {number} share */
const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;

const fresh = performance.now();
recheck(text);
console.log(`${text.split('\n').length} lines, first check ${(performance.now() - fresh).toFixed(1)} ms`);

const places = {
  'in a model': text.indexOf('flatten', text.length / 2) - 1,
  'in a block': text.indexOf('conv(a, 1', text.length / 2) + 'conv(a, 1'.length,
  'in a train': text.indexOf('epochs: epochs', text.length / 2) + 'epochs: '.length,
  'between declarations': text.indexOf('/// Towers', text.length / 2),
};
for (const [where, at] of Object.entries(places)) {
  /** @type {number[]} */
  const times = [];
  /** @type {number[]} */
  const work = [];
  for (let round = 0; round < rounds; round++) {
    const typed = '  x'.slice(round % 3, (round % 3) + 1);
    const edited = text.slice(0, at) + (round % 2 === 0 ? typed : '') + text.slice(at);
    const [start, before] = [performance.now(), process.cpuUsage()];
    recheck(edited);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    work.push((user + system) / 1000);
  }
  const figures = (/** @type {readonly number[]} */ values) =>
    `${quantile(values, 0.5).toFixed(1)} (${quantile(values, 0.95).toFixed(1)}) ms`;
  console.log(`${where.padEnd(22)} clock ${figures(times)}, processor ${figures(work)}`);
}
