import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodeSavedModel,
  planSavedModel,
  SERVE_TAG,
  type Arithmetic,
} from '../../../codegen/savedmodel/emit-savedmodel.ts';
import type { Program } from '../../../ir/program.ts';
import { EngineError, messageOf } from '../engine-error.ts';
import type { Engine, Session } from '../engine.ts';
import { findTensorflow, type InstalledTensorflow } from '../install/locate.ts';
import { hasNvidiaGpu } from '../install/requirements.ts';
import { arithmeticFor } from './arithmetic.ts';
import { loadLibrary } from './library.ts';
import { TensorflowSession } from './tensorflow-session.ts';
import type { LoadedModel, TfjsNode } from './tfjs-node.ts';

/** Loads the installed TensorFlow. Throws an EngineError where there is none or it does not load. */
export async function createTensorflowEngine(installed?: InstalledTensorflow): Promise<Engine> {
  const found = installed ?? findTensorflow({ gpu: await hasNvidiaGpu() });
  if (!found) {
    throw new EngineError('missing', 'The tensorflow engine is not installed', {
      hint: 'Run `netc engine install tensorflow`.',
    });
  }
  const library = loadLibrary(found);
  const { binding, isUsingGpuDevice } = library.backend();
  const device = isUsingGpuDevice ? 'GPU' : `CPU, ${availableParallelism()} threads`;
  return {
    name: 'tensorflow',
    description: `TensorFlow ${binding.TF_Version}, ${device}`,
    load: async (program) =>
      load(library, program, await arithmeticFor(program.precision, isUsingGpuDevice), {
        winograd: !isUsingGpuDevice,
      }),
  };
}

async function load(
  library: TfjsNode,
  program: Program,
  arithmetic: Arithmetic,
  options: Parameters<typeof planSavedModel>[2],
): Promise<Session> {
  const plan = planSavedModel(program, arithmetic, options);
  // Sessions are cached by path, so each load has a folder of its own; nothing reads it once the session is open.
  const folder = await mkdtemp(join(tmpdir(), 'netc-savedmodel-'));
  let model: LoadedModel;
  try {
    await writeFile(join(folder, 'saved_model.pb'), encodeSavedModel(plan));
    model = await library.node.loadSavedModel(folder, [SERVE_TAG], 'read');
  } catch (error) {
    throw new EngineError('load', 'TensorFlow does not load the program', { detail: messageOf(error) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return new TensorflowSession(library, model, plan, program, arithmetic);
}
