import type { ExportSubject, ExportWeight } from '../export/export-subject.ts';
import type { AnyOp, ValueId } from '../../ir/op-graph.ts';
import type { GraphWriter, Name } from './graph-writer.ts';
import { writeHeld, type Arrangement } from './held-numbers.ts';
import { TO_FIRST, TO_LAST, unchanged } from './layout.ts';

/** What a lowering has made: a tensor, its channels last (as all that is no image is) or first. */
export interface Made {
  readonly layout: 'last' | 'first';
  readonly name: Name;
}

/**
 * The values of a graph as tensors, in the layouts that are asked for. What is there in one form is transposed into the
 * other once, and only where something wants it: between layers of images nothing is.
 */
export class Tensors {
  readonly #made = new Map<ValueId, Map<Made['layout'], Name>>();
  readonly #held = new Map<string, Name>();
  readonly #weights: ReadonlyMap<string, ExportWeight>;

  constructor(
    private readonly subject: Pick<ExportSubject, 'graph' | 'weights' | 'options'>,
    private readonly writer: GraphWriter,
  ) {
    this.#weights = new Map(subject.weights.map((weight) => [weight.path, weight]));
  }

  set(id: ValueId, { layout, name }: Made): void {
    this.#made.set(id, new Map([[layout, name]]));
  }

  /** Whether an image is there with its channels first. */
  isFirst(id: ValueId): boolean {
    return this.#made.get(id)?.has('first') === true;
  }

  /** Whether a value stands in the file as it is: a weight or a constant. */
  isHeld(id: ValueId): boolean {
    const { kind } = this.#node(id);
    return kind === 'read' || kind === 'constant';
  }

  /** A value with the axes that it has in netc's graph. */
  last(id: ValueId): Name {
    const rank = this.#node(id).type.shape.length;
    if (this.isHeld(id)) return this.arranged(id, { permutation: unchanged(rank) });
    return this.#form(id, 'last', (name) =>
      this.writer.add(`${name}/last`, 'Transpose', [name], { perm: TO_LAST }),
    );
  }

  /** An image with its channels first; a vector of channels so that it broadcasts to one. */
  first(id: ValueId): Name {
    const { shape } = this.#node(id).type;
    if (shape.length === 0) return this.last(id);
    if (shape.length === 1) {
      const dims = [shape[0] ?? 1, 1, 1];
      if (this.isHeld(id)) return this.arranged(id, { permutation: [0], dims });
      return this.writer.add(`${this.last(id)}/first`, 'Reshape', [this.last(id), this.writer.ints(dims)]);
    }
    if (shape.length !== 4)
      throw new Error(`ONNX: ${this.#node(id).kind} of rank ${shape.length} is no image`);
    if (this.isHeld(id)) return this.arranged(id, { permutation: TO_FIRST });
    return this.#form(id, 'first', (name) =>
      this.writer.add(`${name}/first`, 'Transpose', [name], { perm: TO_FIRST }),
    );
  }

  /** A kernel with its axes in ONNX's order; one that is computed is brought into it where it is used. */
  arranged(id: ValueId, arrangement: Arrangement): Name {
    const { permutation, dims } = arrangement;
    const key = `${id} ${permutation.join()} ${dims?.join() ?? ''}`;
    const known = this.#held.get(key);
    if (known !== undefined) return known;
    const name = this.isHeld(id) ? this.#written(id, arrangement) : this.#computed(id, arrangement);
    this.#held.set(key, name);
    return name;
  }

  #written(id: ValueId, arrangement: Arrangement): Name {
    const node = this.#node(id);
    if (node.kind === 'constant') {
      const { shape } = node.type;
      const data = Float32Array.from(node.attributes.values);
      const constant = { path: 'constant', shape, data, channelAxis: 0 };
      return writeHeld(this.writer, constant, arrangement, 'none');
    }
    const weight = node.kind === 'read' ? this.#weights.get(node.attributes.variable) : undefined;
    if (weight === undefined) throw new Error(`ONNX: ${node.kind} is neither a weight nor a constant`);
    return writeHeld(this.writer, weight, arrangement, this.subject.options.quantize);
  }

  #computed(id: ValueId, { permutation, dims }: Arrangement): Name {
    const source = this.last(id);
    const turned = this.writer.add(`${source}/turned`, 'Transpose', [source], { perm: permutation });
    return dims === undefined
      ? turned
      : this.writer.add(`${source}/shaped`, 'Reshape', [turned, this.writer.ints(dims)]);
  }

  #form(id: ValueId, layout: Made['layout'], turn: (name: Name) => Name): Name {
    const forms = this.#made.get(id);
    const known = forms?.get(layout);
    if (known !== undefined) return known;
    const [other] = forms?.values() ?? [];
    if (forms === undefined || other === undefined)
      throw new Error(`ONNX: value ${id} is used before it is made`);
    const name = turn(other);
    forms.set(layout, name);
    return name;
  }

  #node(id: ValueId): AnyOp {
    const node = this.subject.graph.nodes[id];
    if (node === undefined) throw new Error(`ONNX: value ${id} is missing`);
    return node;
  }
}
