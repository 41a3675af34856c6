import type { Variable } from '../../ir/program.ts';
import { shape, string, type } from './attributes.ts';
import type { GraphWriter, TensorName } from './graph-writer.ts';
import type { Port, Signature } from './signature.ts';
import { transformedShape, transformKernel } from './winograd/transform-kernel.ts';
import type { TileSize } from './winograd/transforms.ts';

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
  /** The handle of the kernel `path` in Winograd's form. */
  transformed(path: string, tile: TileSize): TensorName;
  /** The value of one that stands in the graph and never changes; undefined for those with a handle. */
  held(path: string): TensorName | undefined;
}

/** The variables of a program: their handles, and what assigns, reads and initializes them. */
export class Variables implements VariableSource {
  readonly #writer: GraphWriter;
  readonly #shapes: ReadonlyMap<string, readonly number[]>;
  readonly #handles = new Map<string, TensorName>();
  readonly #scratches = new Map<string, TensorName>();
  /** Kernels in Winograd's form, by their paths and tiles. */
  readonly #transformed = new Map<string, Map<TileSize, TensorName>>();

  constructor(writer: GraphWriter, variables: readonly Variable[]) {
    this.#writer = writer;
    this.#shapes = new Map(variables.map((variable) => [variable.path, variable.shape]));
    for (const path of this.#shapes.keys())
      this.#handles.set(path, this.#handle(this.#nextName(), path, this.#shapeOf(path)));
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
    const handle = this.#handle(this.#nextName(), `scratch of ${path}`, this.#shapeOf(path));
    this.#scratches.set(path, handle);
    return handle;
  }

  /** Another variable beside `path`: assigning that computes it, and `transform` does where a graph has changed that. */
  transformed(path: string, tile: TileSize): TensorName {
    const ofPath = this.#transformed.get(path) ?? new Map<TileSize, TensorName>();
    this.#transformed.set(path, ofPath);
    const known = ofPath.get(tile);
    if (known !== undefined) return known;
    const sizes = transformedShape(this.#shapeOf(path), tile);
    const handle = this.#handle(
      `${this.#handles.get(path) ?? ''}/winograd`,
      `winograd ${tile} of ${path}`,
      sizes,
    );
    ofPath.set(tile, handle);
    return handle;
  }

  #nextName(): string {
    return `variable/${this.#handles.size + this.#scratches.size}`;
  }

  #handle(name: string, sharedName: string, sizes: readonly number[]): TensorName {
    return this.#writer.add(name, 'VarHandleOp', [], {
      dtype,
      shape: shape(sizes),
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
      const beside = this.#assignTransformed(path, value);
      const read = this.#writer.add(`${handle}/read`, 'ReadVariableOp', [handle], { dtype });
      return {
        path,
        value: { tensor: value, type: variableType },
        assigned: this.#done(`${handle}/assigned`, [assigned, ...beside]),
        read: { tensor: read, type: variableType },
      };
    });
  }

  /** Computes the kernels in Winograd's form of some variables again, after a graph has changed these. */
  transform(changed: ReadonlySet<string>): Signature {
    const assigns = [...changed].flatMap((path) => {
      const handle = this.handle(path);
      const value = this.#writer.add(`${handle}/changed`, 'ReadVariableOp', [handle], { dtype });
      return this.#assignTransformed(path, value);
    });
    return { inputs: {}, outputs: { done: this.#done('transform/done', assigns) } };
  }

  #assignTransformed(path: string, value: TensorName): readonly TensorName[] {
    return [...(this.#transformed.get(path) ?? [])].map(([tile, handle]) => {
      const kernel = transformKernel(this.#writer, `${handle}/value`, value, this.#shapeOf(path), tile);
      return this.#writer.add(`${handle}/assign`, 'AssignVariableOp', [handle, kernel], { dtype });
    });
  }

  /** What is there when all of these are done. */
  #done(name: string, assigns: readonly TensorName[]): Port {
    const controls = assigns.map((assign) => `^${assign}`);
    const tensor = this.#writer.add(name, 'Identity', [this.#writer.float(1), ...controls], { T: dtype });
    return { tensor, type: scalar };
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
    return { inputs: {}, outputs: { done: this.#done('initialize/done', assigns) } };
  }
}
