import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../../src/ir/compile.ts';
import type { PhaseProgram, Program } from '../../src/ir/program.ts';
import { parse } from '../../src/parser/parse.ts';
import type { Session, Tensors } from '../../src/runtime/engines/engine.ts';
import { isUpdate, stepFeeds } from '../../src/runtime/train/feeds.ts';
import { learningRateAt } from '../../src/runtime/train/learning-rate.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { uniform } from '../support/draws.ts';
import { relativeDifference } from './agreement.ts';
import { beginningValues } from './network-cases.ts';
import { onEachEngine } from './on-each-engine.ts';

/** An optimiser in Keras, as scripts/oracles/optimizers.py writes it. */
interface OptimizerCase {
  readonly optimizer: string;
  readonly loss: 'cross_entropy' | 'mse';
  readonly phases: readonly {
    /** A line of the phase. */
    readonly settings: string;
    readonly losses: readonly number[];
    /** Of every weight, and of every average, after the steps. */
    readonly norms: Readonly<Record<string, number>>;
  }[];
}

const fixture = readFileSync(new URL('../fixtures/optimizers.json', import.meta.url), 'utf8');
// The fixture is ours, written in this form.
const cases = JSON.parse(fixture) as readonly OptimizerCase[];

const [count, size, stepsInEpoch, epochs] = [6, 6, 4, 3];
const tolerance = 1e-4;

/** One train with a phase for each line of settings. */
function programOf({ optimizer, loss, phases }: OptimizerCase): Program {
  const numbers = loss === 'mse';
  const text = `
    data photos = table("photos.csv") {
      photo: image(column: "path", size: ${size}x${size})
      target: ${numbers ? 'number' : 'class("a", "b", "c")'}
      split: fractions(80%, 10%, 10%)
    }
    model Net(photo: [${size}, ${size}, 3]) {
      output target = photo -> conv(4, 3, relu) -> flatten -> dense(${numbers ? '1' : '3, softmax'})
    }
    train all = Net on photos {
      minimize: ${loss}(target)
      optimizer: ${optimizer}
      batch: ${count}
      epochs: ${epochs}
      ${phases.map(({ settings }, index) => `phase p${index} { ${settings} }`).join('\n')}
    }`;
  const parsed = parse(sourceFile('optimizers.net', text));
  const checked = check(parsed.value, {});
  const problems = [...parsed.diagnostics, ...checked.diagnostics].filter(
    ({ severity }) => severity === 'error',
  );
  if (problems.length > 0) throw new Error(problems.map(({ title }) => title).join('\n'));
  return compile(checked.value, 'all').value;
}

function batchOf(loss: OptimizerCase['loss'], step: number): Tensors {
  const labels = uniform(`labels ${step}`, count);
  return {
    'input/photo': {
      dtype: 'float32',
      shape: [count, size, size, 3],
      data: uniform(`images ${step}`, count * size * size * 3),
    },
    'label/target':
      loss === 'mse'
        ? { dtype: 'float32', shape: [count, 1], data: labels }
        : { dtype: 'int32', shape: [count], data: Int32Array.from(labels, (u) => Math.floor(u * 3)) },
  };
}

/** What a graph asks for: tables feed more than a phase may use. */
function wanted(phase: PhaseProgram, kind: 'train' | 'accumulate', feeds: Tensors): Tensors {
  const graph = kind === 'train' ? phase.trainStep : phase.accumulateStep;
  const names = new Set(
    graph?.nodes.flatMap((node) => (node.kind === 'input' ? [node.attributes.name] : [])),
  );
  for (const name of names) expect(Object.keys(feeds)).toContain(name);
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => names.has(name)));
}

async function lossesOf(
  session: Session,
  program: Program,
  index: number,
  loss: OptimizerCase['loss'],
  steps: number,
): Promise<number[]> {
  const phase = program.phases[index];
  if (phase === undefined) throw new Error(`There is no phase ${index}.`);
  await session.assign(beginningValues(program));
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const learningRate = learningRateAt(phase, { step, stepsInEpoch, plateauRate: null });
    const place = { learningRate, globalStep: step, optimizerStep: step };
    const kind = isUpdate(phase, step) ? 'train' : 'accumulate';
    const mask = {
      'mask/target': { dtype: 'float32', shape: [count], data: new Float32Array(count).fill(1) },
    };
    const feeds = { ...batchOf(loss, step), ...(mask as Tensors), ...stepFeeds(phase, 0, place) };
    const results = await session.run(`${kind}/${index}`, wanted(phase, kind, feeds));
    losses.push(results['loss']?.data[0] ?? NaN);
  }
  return losses;
}

await onEachEngine('moves weights as Keras does', (engine) => {
  test.each(cases)('$optimizer on $loss', async (each) => {
    const program = programOf(each);
    const session = await (await engine()).load(program);
    for (const [index, { settings, losses, norms }] of each.phases.entries()) {
      const ours = await lossesOf(session, program, index, each.loss, losses.length);
      expect(relativeDifference(ours, losses), settings).toBeLessThan(tolerance);
      const after = await session.read(Object.keys(norms));
      for (const [path, norm] of Object.entries(norms)) {
        expect(relativeDifference([Math.hypot(...(after.get(path) ?? []))], [norm]), path).toBeLessThan(
          tolerance,
        );
      }
    }
    await session.dispose();
  });
});
