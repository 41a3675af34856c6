// How checking and compiling grow with the network: ResNets of the standard library, then generated nets of more and
// more layers, medians of several rounds, and the time a layer (for the compiler: an op of the training step) relative to
// ResNet-18. Linear growth keeps that near 1.
// `node bench/check-scaling.mjs [ROUNDS]`
import { buildLayerGraph } from '../dist/ir/build-layer-graph.js';
import { compile } from '../dist/ir/compile.js';
import { parse } from '../dist/parser/parse.js';
import { modelText } from '../dist/report/summary-text.js';
import { sourceFile } from '../dist/source/source-file.js';
import { check } from '../dist/typecheck/check.js';

const rounds = Number(process.argv[2] ?? 5);

/**
 * A program that trains a network on photos.
 *
 * @param {number} size
 * @param {string} declarations
 * @param {string} body from `photo` to `body`
 */
const program = (size, declarations, body) => `${declarations}
data photos = images("photos") {
  size: ${size}x${size}
  split: folders
}

model Net(photo: [${size}, ${size}, 3]) {
${body}
  output kind = body -> global_avgpool -> dense(1, sigmoid)
}

train fit = Net on photos {
  minimize: binary_crossentropy(kind)
  optimizer: sgd(0.1)
  epochs: 1
}
`;

/** @param {number} depth */
const resnet = (depth) =>
  program(224, `import { ResNet${depth} } from "std/resnet"`, `  body = photo -> ResNet${depth}(top: false)`);

/**
 * Residual units of five layers each, written out or repeated.
 *
 * @param {number} layers
 * @param {boolean} repeated
 */
function generated(layers, repeated) {
  const units = Math.floor((layers - 4) / 5);
  const unit = `block Unit() {
  input x
  output x + (x -> conv(8, 3, padding: same) -> batchnorm -> relu -> conv(8, 1))
}`;
  const lines = Array.from({ length: units }, (_, index) => `  x${index + 1} = x${index} -> Unit`);
  const body = repeated
    ? `  body = photo -> conv(8, 3, padding: same) -> repeat ${units} { Unit }`
    : ['  x0 = photo -> conv(8, 3, padding: same)', ...lines, `  body = x${units} -> relu`].join('\n');
  return program(16, unit, body);
}

/** @param {readonly number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** @param {string} text */
function measure(text) {
  /** @type {Map<string, number[]>} */
  const times = new Map();
  /**
   * @template T
   * @param {string} stage
   * @param {() => T} run
   */
  const timed = (stage, run) => {
    const start = performance.now();
    const result = run();
    times.set(stage, [...(times.get(stage) ?? []), performance.now() - start]);
    return result;
  };
  let layers = 0;
  let ops = 0;
  for (let round = 0; round < rounds; round++) {
    const parsed = timed('parse', () => parse(sourceFile('net.net', text)));
    const { value, diagnostics } = timed('check', () => check(parsed.value));
    const [model] = value.models;
    if (model === undefined) throw new Error(diagnostics[0]?.title ?? 'no model');
    layers = model.layers.length;
    const graph = timed('layer graph', () => buildLayerGraph(model));
    timed('summary', () => modelText(graph));
    const program = timed('compile', () => compile(value, 'fit').value);
    ops = program.phases[0]?.trainStep.nodes.length ?? 0;
  }
  return { layers, ops, medians: new Map([...times].map(([stage, values]) => [stage, median(values)])) };
}

const networks = new Map([
  ['ResNet-18', resnet(18)],
  ['ResNet-50', resnet(50)],
  ['ResNet-152', resnet(152)],
  ['1,000 written out', generated(1000, false)],
  ['10,000 written out', generated(10_000, false)],
  ['10,000 by repeat', generated(10_000, true)],
]);

// Once for the engine's own compiler.
for (const text of networks.values()) measure(text);
const stages = ['parse', 'check', 'layer graph', 'summary', 'compile'];
console.log('Milliseconds, and the time a layer, or an op of the compiler, relative to ResNet-18:');
console.log(['network', 'layers', 'ops', ...stages].map((cell) => cell.padStart(19)).join(''));
/** @type {ReturnType<typeof measure> | undefined} */
let first;
for (const [name, text] of networks) {
  const measured = measure(text);
  first ??= measured;
  const reference = first;
  const cells = stages.map((stage) => {
    const unit = stage === 'compile' ? 'ops' : 'layers';
    const time = measured.medians.get(stage) ?? 0;
    const base = (reference.medians.get(stage) ?? 0) / reference[unit];
    return `${time.toFixed(1)} (${(time / measured[unit] / base).toFixed(2)})`;
  });
  console.log(
    [name, measured.layers, measured.ops, ...cells].map((cell) => String(cell).padStart(19)).join(''),
  );
}
