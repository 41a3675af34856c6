import type { Module } from '../parser/ast.ts';
import type { CheckOptions } from './check-options.ts';
import { Reporter } from './elaborate/elaboration.ts';
import { loadModule } from './module/load-module.ts';
import { readOverrides } from './module/parameters.ts';
import { withoutDeep } from './module/too-deep.ts';
import type { BlockType } from './signature/infer-block.ts';
import { inferBlock } from './signature/infer-block.ts';

export type { BlockType, ShapeCase } from './signature/infer-block.ts';

/** The shapes of each block that a file declares, proved or inferred. What is wrong with the file, `check` says. */
export function blockTypes(written: Module, options: CheckOptions = {}): readonly BlockType[] {
  const reporter = new Reporter();
  const module = withoutDeep(written, reporter.report);
  const overrides = readOverrides(module, options.overrides ?? new Map(), reporter);
  const { environment } = loadModule(module, options, overrides, reporter);
  return module.declarations.flatMap((declaration) =>
    declaration.kind === 'block' ? [inferBlock(declaration, environment)] : [],
  );
}
