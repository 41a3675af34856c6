import { python, PythonNames, type PythonValue } from './python.ts';
import type { CallId, KerasCall, KerasNetwork, NamedLayer } from './network.ts';

export interface ModelStatements {
  /** Lines that build the model, without indentation. */
  readonly lines: readonly string[];
  /** The variable of each call's tensor. */
  readonly variableOf: (id: CallId) => string;
}

/**
 * The calls as statements, layer by layer in the order of the network. What the next statement alone uses is `x`, as
 * people write it; all else has its path for a name.
 */
export function modelStatements({ calls, outputs }: KerasNetwork): ModelStatements {
  const names = new PythonNames();
  const uses = usesOf(calls, outputs);
  const variables = calls.map((call, id) =>
    call.kind !== 'input' && isPassedOn(calls, uses, id) ? 'x' : names.name(call.path),
  );
  const variableOf = (id: CallId): string => variables[id] ?? 'x';
  const shared = sharedLayers(calls);
  const made = new Map<string, string>();
  const lines: string[] = [];
  let scope: string | undefined;
  for (const [id, call] of calls.entries()) {
    const next = call.kind === 'input' ? undefined : scopeOf(call.path);
    if (next !== undefined && next !== scope) lines.push('', `# ${next}`);
    scope = next ?? scope;
    if (call.kind === 'layer' && shared.has(call.layer.name) && !made.has(call.layer.name)) {
      const variable = names.name(`${call.layer.name}.layer`);
      made.set(call.layer.name, variable);
      lines.push(`${variable} = ${constructor(call.layer)}`);
    }
    lines.push(`${variableOf(id)} = ${expression(call, variableOf, made)}`);
  }
  return { lines, variableOf };
}

function expression(
  call: KerasCall,
  variableOf: (id: CallId) => string,
  made: ReadonlyMap<string, string>,
): string {
  if (call.kind === 'input') return `keras.Input(${python(call.shape)}, name=${python(call.path)})`;
  const inputs = call.inputs.map(variableOf);
  const given = inputs.length === 1 ? (inputs[0] ?? '') : `[${inputs.join(', ')}]`;
  if (call.kind === 'flip') return `keras.ops.flip(${given}, axis=-1)`;
  return `${made.get(call.layer.name) ?? constructor(call.layer)}(${given})`;
}

/** `layers.Conv2D(32, 3, name="stem.conv1")`. */
function constructor({ type, own, positional = [], named = {}, name }: NamedLayer): string {
  const options = Object.entries({ ...named, name }).flatMap(
    ([key, value]: [string, PythonValue | undefined]) =>
      value === undefined ? [] : [`${key}=${python(value)}`],
  );
  const list = [...positional.map(python), ...options].join(', ');
  return `${own === undefined ? 'layers.' : ''}${type}(${list})`;
}

/** How often each tensor is used. */
function usesOf(calls: readonly KerasCall[], outputs: KerasNetwork['outputs']): readonly number[] {
  const uses = calls.map(() => 0);
  const used = [...calls.flatMap((call) => (call.kind === 'input' ? [] : call.inputs)), ...outputs.values()];
  for (const id of used) uses[id] = (uses[id] ?? 0) + 1;
  return uses;
}

/** Whether the next statement, and no other, uses a tensor, and only as what it is about. */
function isPassedOn(calls: readonly KerasCall[], uses: readonly number[], id: CallId): boolean {
  const next = calls[id + 1];
  return next !== undefined && next.kind !== 'input' && uses[id] === 1 && next.inputs.includes(id);
}

/** Names of layers that are called more than once. */
function sharedLayers(calls: readonly KerasCall[]): ReadonlySet<string> {
  const names = calls.flatMap((call) => (call.kind === 'layer' ? [call.layer.name] : []));
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}

/** `base.block5` of `base.block5.conv1`. */
function scopeOf(path: string): string | undefined {
  const end = path.lastIndexOf('.');
  return end < 0 ? undefined : path.slice(0, end);
}
