import type { Command } from '../command.ts';
import { buildCommand } from './build.ts';
import { checkCommand } from './check.ts';
import { dataCommand } from './data.ts';
import { completionCommand } from './completion.ts';
import { diffCommand } from './diff.ts';
import { doctorCommand } from './doctor.ts';
import { engineCommand } from './engine.ts';
import { evalCommand } from './eval.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { fmtCommand } from './fmt.ts';
import { lspCommand } from './lsp.ts';
import { graphCommand } from './graph.ts';
import { predictCommand } from './predict.ts';
import { runCommand } from './run.ts';
import { sampleCommand } from './sample.ts';
import { summaryCommand } from './summary.ts';
import { weightsCommand } from './weights.ts';

/** Every command, in the order of `netc --help`. */
export const commands: readonly Command[] = [
  checkCommand,
  fmtCommand,
  summaryCommand,
  graphCommand,
  diffCommand,
  dataCommand,
  buildCommand,
  runCommand,
  evalCommand,
  predictCommand,
  exportCommand,
  weightsCommand,
  sampleCommand,
  lspCommand,
  engineCommand,
  doctorCommand,
  explainCommand,
  completionCommand,
];
