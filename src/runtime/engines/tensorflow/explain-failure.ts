import type { OpGraph } from '../../../ir/op-graph.ts';
import type { Program } from '../../../ir/program.ts';
import { EngineError, messageOf } from '../engine-error.ts';

/** `train_0/12_Conv2D`: the signature and the op's place in its graph. */
const NODE = /\b(train|accumulate|evaluate|predict)(?:_(\d+))?\/(\d+)_/;

/** What TensorFlow says of a failed run, in plain words, with the layer that it happened in. */
export function explainFailure(error: unknown, program: Program): EngineError {
  const detail = messageOf(error).replace(/^Session fail to run with error: /, '');
  const layer = layerOf(detail, program);
  const where = layer === undefined ? '' : ` in ${layer}`;
  if (/OOM when allocating|out of memory|failed to allocate/i.test(detail)) {
    return new EngineError('memory', `TensorFlow ran out of memory${where}`, {
      hint: 'Use a smaller batch.',
      detail,
    });
  }
  if (/uninitialized value|does not exist|FailedPrecondition|Could not find variable/i.test(detail)) {
    return new EngineError('input', `A variable was used before it was assigned${where}`, { detail });
  }
  const [first = ''] = detail.split('\n');
  return new EngineError('run', `TensorFlow failed${where}: ${first.replace(/\s*\[\[.*$/, '')}`, { detail });
}

/** `base.conv1 (recipe.net:12)`. */
function layerOf(message: string, program: Program): string | undefined {
  const [, kind, phase, id] = NODE.exec(message) ?? [];
  const graph = graphOf(program, kind, Number(phase));
  const origin = graph?.nodes[Number(id)]?.origin;
  return origin && `${origin.path} (${origin.file}:${origin.line})`;
}

function graphOf(program: Program, kind: string | undefined, phase: number): OpGraph | undefined {
  if (kind === 'predict') return program.predict;
  const steps = program.phases[phase];
  if (kind === 'accumulate') return steps?.accumulateStep;
  return kind === 'train' ? steps?.trainStep : steps?.evaluateStep;
}
