import { changeTo } from '../../diagnostics/change-to.ts';
import {
  duplicateName,
  importCycle,
  importNotFound,
  notExported,
} from '../../diagnostics/catalogue/names.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Declaration, ImportDeclaration, Module, Name, StringLiteral } from '../../parser/ast.ts';
import { parse } from '../../parser/parse.ts';
import type { CheckOptions } from '../check-options.ts';
import type { Reporter } from '../elaborate/elaboration.ts';
import type { Binding } from '../elaborate/environment.ts';
import { Environment } from '../elaborate/environment.ts';
import type { Value } from '../elaborate/value.ts';
import { standardModule, standardNames } from '../standard-library/standard-library.ts';
import { withoutDeep } from './too-deep.ts';

/** A file with the names it declares and imports. */
export interface LoadedModule {
  readonly path: string;
  readonly module: Module;
  readonly environment: Environment;
  /** Undefined entries are files that could not be found. */
  readonly imports: readonly LoadedModule[];
}

interface Loading {
  readonly options: CheckOptions;
  readonly reporter: Pick<Reporter, 'report'>;
  /** Values of params that `--set` changes, for the main file. */
  readonly parameters: ReadonlyMap<string, Value>;
  readonly loaded: Map<string, LoadedModule>;
  /** Files being loaded, outermost first. */
  readonly open: string[];
}

/** Gathers the names of a file, loading what it imports; parameters have the values that `--set` gives them. */
export function loadModule(
  module: Module,
  options: CheckOptions,
  parameters: ReadonlyMap<string, Value>,
  reporter: Pick<Reporter, 'report'>,
): LoadedModule {
  const { path } = module.span.file;
  return load(module, { options, reporter, parameters, loaded: new Map(), open: [path] });
}

function load(module: Module, loading: Loading): LoadedModule {
  const environment = new Environment();
  const imports: LoadedModule[] = [];
  for (const declaration of module.declarations) {
    if (declaration.kind === 'import') {
      const imported = loadImport(declaration, module, loading);
      if (imported) imports.push(imported);
      for (const name of declaration.names) {
        declare(environment, name, importedBinding(name, declaration, imported, loading), loading);
      }
    } else {
      declare(environment, declaration.name, declared(declaration, environment, loading), loading);
    }
  }
  const { path } = module.span.file;
  return { path, module, environment, imports };
}

function declared(
  declaration: Exclude<Declaration, ImportDeclaration>,
  environment: Environment,
  loading: Loading,
): Binding {
  const { span, text } = declaration.name;
  switch (declaration.kind) {
    case 'const':
      return {
        kind: 'lazy',
        span,
        used: false,
        expression: declaration.value,
        environment,
        state: { kind: 'new' },
      };
    case 'param': {
      const value = loading.parameters.get(text);
      const state = value === undefined ? ({ kind: 'new' } as const) : ({ kind: 'done', value } as const);
      return { kind: 'lazy', span, used: false, expression: declaration.value, environment, state };
    }
    case 'block':
      return { kind: 'block', span, used: false, block: { declaration, environment } };
    case 'let':
      return { kind: 'let', span, used: false, declaration, environment };
    default:
      return { kind: 'declaration', span, used: false, declaration, environment };
  }
}

function declare(environment: Environment, name: Name, binding: Binding, { reporter }: Loading): void {
  if (name.text === '') return;
  const before = environment.own(name.text);
  if (before === undefined) {
    environment.define(name.text, binding);
    return;
  }
  const also = [{ span: before.span, text: 'given first here' }];
  reporter.report(duplicateName(name.span, { name: name.text }, { also }));
}

function importedBinding(
  name: Name,
  { from }: ImportDeclaration,
  imported: LoadedModule | undefined,
  { reporter }: Loading,
): Binding {
  const { span, text } = name;
  if (imported === undefined || text === '') return { kind: 'unknown', span, used: false };
  const found = imported.environment.own(text);
  const foreign = imported.module.declarations.some(
    (declaration) => declaration.kind === 'import' && declaration.names.some((other) => other.text === text),
  );
  if (found !== undefined && !foreign) return { ...found, span, used: false };
  const names = imported.module.declarations.flatMap((declaration) =>
    declaration.kind === 'import' ? [] : [declaration.name.text],
  );
  const suggestion = nearest(text, names);
  const fixes = changeTo(span, suggestion);
  reporter.report(notExported(span, { name: text, from: from.value, suggestion }, { fixes }));
  return { kind: 'unknown', span, used: false };
}

function loadImport(
  { from }: ImportDeclaration,
  importer: Module,
  loading: Loading,
): LoadedModule | undefined {
  const { options, reporter, loaded, open } = loading;
  const found = standardModule(from.value) ?? options.resolveImport?.(from.value, importer.span.file.path);
  if (found === undefined) {
    // Without characters it is a hole, which the parser has reported.
    if (from.span.end > from.span.start) reportNotFound(from, loading);
    return undefined;
  }
  const path = 'diagnostics' in found ? found.value.span.file.path : found.path;
  const before = loaded.get(path);
  if (before !== undefined) return before;
  const start = open.indexOf(path);
  if (start >= 0) {
    reporter.report(importCycle(from.span, { chain: [...open.slice(start), path] }));
    return undefined;
  }
  const parsed = 'diagnostics' in found ? found : parse(found);
  for (const diagnostic of parsed.diagnostics) reporter.report(diagnostic);
  open.push(path);
  const module = load(withoutDeep(parsed.value, reporter.report), loading);
  open.pop();
  loaded.set(path, module);
  return module;
}

function reportNotFound({ span, value: from }: StringLiteral, { reporter }: Loading): void {
  const suggestion = from.startsWith('std/') ? nearest(from, standardNames) : undefined;
  const fixes =
    suggestion === undefined
      ? []
      : [{ title: `Change to "${suggestion}"`, edits: [{ span, newText: `"${suggestion}"` }] }];
  reporter.report(importNotFound(span, { from, suggestion, standard: standardNames }, { fixes }));
}
