// How checking and compiling grow with the network: generated nets of more and more layers, medians of several rounds,
// and the time a layer relative to the smallest net. Linear growth keeps that ratio near 1.
import { buildLayerGraph } from '../dist/ir/build-layer-graph.js';
import { compile } from '../dist/ir/compile.js';
import { parse } from '../dist/parser/parse.js';
import { modelText } from '../dist/report/summary-text.js';
import { sourceFile } from '../dist/source/source-file.js';
import { check } from '../dist/typecheck/check.js';

const sizes = (process.argv[2] ?? '100,1000,10000').split(',').map(Number);
const rounds = Number(process.argv[3] ?? 3);

/**
 * Residual units of five layers each, written out (`flat`) or repeated.
 *
 * @param {number} layers
 * @param {string} style
 */
function program(layers, style) {
  const units = Math.floor((layers - 4) / 5);
  const unit = 'Unit';
  const body =
    style === 'repeat'
      ? `  body = photo -> conv(8, 3, padding: same) -> repeat ${units} { ${unit} }\n`
      : [
          '  x0 = photo -> conv(8, 3, padding: same)',
          ...Array.from({ length: units }, (_, index) => `  x${index + 1} = x${index} -> ${unit}`),
          `  body = x${units} -> relu`,
          '',
        ].join('\n');
  return `data photos = images("photos") {
  size: 16x16
  split: folders
}

block Unit() {
  input x
  output x + (x -> conv(8, 3, padding: same) -> batchnorm -> relu -> conv(8, 1))
}

model Net(photo: [16, 16, 3]) {
${body}  output kind = body -> global_avgpool -> dense(1, sigmoid)
}

train fit = Net on photos {
  minimize: binary_crossentropy(kind)
  optimizer: sgd(0.1)
  epochs: 1
}
`;
}

/** @param {readonly number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * @template T
 * @param {Map<string, number[]>} times
 * @param {string} stage
 * @param {() => T} run
 */
function timed(times, stage, run) {
  const start = performance.now();
  const result = run();
  times.set(stage, [...(times.get(stage) ?? []), performance.now() - start]);
  return result;
}

/**
 * @param {number} layers
 * @param {string} style
 */
function measure(layers, style) {
  const text = program(layers, style);
  /** @type {Map<string, number[]>} */
  const times = new Map();
  let made = 0;
  for (let round = 0; round < rounds; round++) {
    const parsed = timed(times, 'parse', () => parse(sourceFile('net.net', text)));
    const { value, diagnostics } = timed(times, 'check', () => check(parsed.value));
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const [model] = value.models;
    if (model === undefined) throw new Error(errors[0]?.title ?? 'no model');
    made = model.layers.length;
    const graph = timed(times, 'layer graph', () => buildLayerGraph(model));
    timed(times, 'summary', () => modelText(graph));
    timed(times, 'compile', () => compile(value, 'fit'));
  }
  return { made, medians: new Map([...times].map(([stage, values]) => [stage, median(values)])) };
}

for (const style of ['repeat', 'flat']) {
  const [smallest = 100] = sizes;
  measure(smallest, style);
  const results = sizes.map((layers) => measure(layers, style));
  const [first] = results;
  if (first === undefined) break;
  for (const [stage, base] of first.medians) {
    const cells = results.map(({ made, medians }) => {
      const time = medians.get(stage) ?? 0;
      const ratio = time / made / (base / first.made);
      return `${made} layers ${time.toFixed(1)} ms (x ${ratio.toFixed(2)} a layer)`;
    });
    console.log(`${style.padEnd(6)} ${stage.padEnd(11)} ${cells.join('  ')}`);
  }
}
