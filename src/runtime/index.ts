/** The parts of a run, for those who want to put them together in another way. */
export { Problem } from './problem.ts';
export { EngineError } from './engines/engine-error.ts';
export type { GraphKey } from '../ir/graph-keys.ts';
export type { Engine, EngineName, HostTensor, Session, Tensors } from './engines/engine.ts';
export { startEngine } from './engines/host.ts';
export { chooseEngine, listEngines } from './engines/registry.ts';
export type { RunOutcome, RunRequest } from './project/run-request.ts';
export { runTraining } from './project/run-training.ts';
export { evaluateRun, type EvaluateRequest, type Evaluation } from './project/evaluate-run.ts';
export {
  openPrediction,
  predictRun,
  type OpenPrediction,
  type PredictRequest,
} from './project/predict-run.ts';
export type { Prediction } from './predict/predict-samples.ts';
export type { OutputPrediction, PredictedOutput } from './predict/output-prediction.ts';
export { checkFile, type CheckedFile, type CheckRequest } from './project/check-file.ts';
export { compileFile, type CompiledTrain } from './project/compile-file.ts';
export { initialValues } from './train/initialize.ts';
export { decodeSafetensors, encodeSafetensors, type NamedTensor } from './weights/safetensors.ts';
