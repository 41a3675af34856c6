import type { Variable } from '../../ir/program.ts';
import { shape, string, type } from './attributes.ts';
import type { GraphWriter, TensorName } from './graph-writer.ts';
import type { Port, Signature } from './signature.ts';

/** Where a variable is written and read from outside. */
export interface VariablePorts {
  readonly path: string;
  readonly value: Port;
  /** Fetching it assigns `value`. */
  readonly assigned: Port;
  readonly read: Port;
}

const dtype = type('float32');
const scalar = { dtype: 'float32', shape: [] } as const;

/** Where a graph finds its variables. */
export interface VariableSource {
  handle(path: string): TensorName;
  /** One more variable of the shape of `path`. */
  scratch(path: string): TensorName;
  /** The value of one that stands in the graph and never changes; undefined for those with a handle. */
  held(path: string): TensorName | undefined;
}

/** The variables of a program: their handles, and what assigns, reads and initializes them. */
export class Variables implements VariableSource {
  readonly #writer: GraphWriter;
  readonly #shapes: ReadonlyMap<string, readonly number[]>;
  readonly #handles = new Map<string, TensorName>();
  readonly #scratches = new Map<string, TensorName>();

  constructor(writer: GraphWriter, variables: readonly Variable[]) {
    this.#writer = writer;
    this.#shapes = new Map(variables.map((variable) => [variable.path, variable.shape]));
    for (const path of this.#shapes.keys()) this.#handles.set(path, this.#handle(path, path));
  }

  handle(path: string): TensorName {
    const handle = this.#handles.get(path);
    if (handle === undefined) throw new Error(`The program has no variable ${path}`);
    return handle;
  }

  held(): undefined {
    return undefined;
  }

  /** One more variable of the shape of `path`: zeros after `initialize`, unknown to the program. */
  scratch(path: string): TensorName {
    const known = this.#scratches.get(path);
    if (known !== undefined) return known;
    const handle = this.#handle(path, `scratch of ${path}`);
    this.#scratches.set(path, handle);
    return handle;
  }

  #handle(path: string, sharedName: string): TensorName {
    return this.#writer.add(`variable/${this.#handles.size + this.#scratches.size}`, 'VarHandleOp', [], {
      dtype,
      shape: shape(this.#shapeOf(path)),
      shared_name: string(sharedName),
    });
  }

  #shapeOf(path: string): readonly number[] {
    return this.#shapes.get(path) ?? [];
  }

  /** Ports of every variable of the program, in its order. */
  ports(): readonly VariablePorts[] {
    return [...this.#handles].map(([path, handle]) => {
      const variableType = { dtype: 'float32', shape: this.#shapeOf(path) } as const;
      const value = this.#writer.placeholder(`${handle}/value`, 'float32', variableType.shape);
      // Assigning takes over the buffer it is given, which belongs to the caller: hand it a copy.
      const copy = this.#writer.add(`${handle}/copy`, 'DeepCopy', [value], { T: dtype });
      const assigned = this.#writer.add(`${handle}/assign`, 'AssignVariableOp', [handle, copy], { dtype });
      const done = this.#writer.add(
        `${handle}/assigned`,
        'Identity',
        [this.#writer.float(1), `^${assigned}`],
        { T: dtype },
      );
      const read = this.#writer.add(`${handle}/read`, 'ReadVariableOp', [handle], { dtype });
      return {
        path,
        value: { tensor: value, type: variableType },
        assigned: { tensor: done, type: scalar },
        read: { tensor: read, type: variableType },
      };
    });
  }

  /** Fills the scratch variables; undefined where there are none. */
  initialize(): Signature | undefined {
    if (this.#scratches.size === 0) return undefined;
    const assigns = [...this.#scratches].map(([path, handle]) => {
      const zeros = this.#writer.add(
        `${handle}/zeros`,
        'Fill',
        [this.#writer.ints(this.#shapeOf(path)), this.#writer.float(0)],
        { T: dtype, index_type: type('int32') },
      );
      return this.#writer.add(`${handle}/assign`, 'AssignVariableOp', [handle, zeros], { dtype });
    });
    const done = this.#writer.add(
      'initialize/done',
      'Identity',
      [this.#writer.float(1), ...assigns.map((assign) => `^${assign}`)],
      { T: dtype },
    );
    return { inputs: {}, outputs: { done: { tensor: done, type: scalar } } };
  }
}
