import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';

/** What an extension told VS Code of itself when it was activated. */
export interface Registered {
  readonly commands: readonly string[];
  readonly taskTypes: readonly string[];
}

/**
 * Activates the program of an extension in an editor that knows how to register commands and tasks, and says yes to all
 * else without doing anything.
 */
export function activate(program: string): Registered {
  const commands: string[] = [];
  const taskTypes: string[] = [];
  const editor = anything({
    version: '1.91.0',
    commands: anything({
      registerCommand: (name: string) => {
        commands.push(name);
        return anything();
      },
    }),
    tasks: anything({
      registerTaskProvider: (type: string) => {
        taskTypes.push(type);
        return anything();
      },
    }),
    workspace: anything({
      textDocuments: [],
      getConfiguration: () => ({ get: (_: string, otherwise: unknown) => otherwise }),
    }),
  });
  const load = createRequire(import.meta.url);
  const module: { exports: unknown } = { exports: {} };
  const run = compileFunction(program, ['module', 'exports', 'require']);
  Reflect.apply(run, undefined, [
    module,
    module.exports,
    (name: string): unknown => (name === 'vscode' ? editor : load(name)),
  ]);
  const { exports } = module;
  const start: unknown =
    exports !== null && typeof exports === 'object' ? Reflect.get(exports, 'activate') : undefined;
  if (typeof start !== 'function') throw new Error('The program has no activate.');
  Reflect.apply(start, undefined, [
    anything({ subscriptions: [], asAbsolutePath: (path: string) => `/nowhere/${path}` }),
  ]);
  return { commands, taskTypes };
}

/** A value with some members; any other is a value of this kind again, and may be called, constructed and extended. */
function anything(known: Readonly<Record<string, unknown>> = {}): unknown {
  const target = function nothing(): void {
    // Only its members matter.
  };
  const proxy: unknown = new Proxy(target, {
    get: (_, name) => {
      if (typeof name === 'string' && Object.hasOwn(known, name)) return known[name];
      if (name === 'prototype') return target.prototype as unknown;
      if (name === 'then') return undefined;
      if (name === Symbol.toPrimitive) return () => 0;
      if (name === Symbol.iterator) return [][Symbol.iterator];
      return proxy;
    },
    apply: () => proxy,
    // A class of the extension that extends one of the editor's keeps what it has itself.
    construct: (_, __, made) => (made === proxy ? proxy : (Reflect.construct(Object, [], made) as object)),
  });
  return proxy;
}
