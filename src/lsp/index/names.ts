import type {
  Argument,
  AstNode,
  BlockDeclaration,
  Declaration,
  Expression,
  Name,
  Setting,
  TrainDeclaration,
} from '../../parser/ast.ts';
import { children, walk } from '../../parser/children.ts';
import type { Span } from '../../source/span.ts';
import type { Binding } from '../../typecheck/elaborate/environment.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { calleeName } from './realm.ts';

/** What a name names. */
export type NameKind =
  | Exclude<Declaration['kind'], 'import'>
  | 'input'
  | 'binding'
  | 'output'
  | 'parameter'
  | 'size'
  | 'index'
  | 'phase'
  | 'column';

/** A place where a name of the program stands. */
export interface Occurrence {
  /** The same for all places of one name: its file, declaration and text. */
  readonly key: string;
  readonly kind: NameKind;
  readonly span: Span;
  readonly declares: boolean;
}

const known = new WeakMap<Analysis, readonly Occurrence[]>();

/** Every place where a name stands that the program declares, here or in a file that it imports. */
export function occurrencesIn(analysis: Analysis): readonly Occurrence[] {
  const before = known.get(analysis);
  if (before !== undefined) return before;
  const collector = new Collector(analysis);
  for (const declaration of analysis.module.declarations) collector.declaration(declaration);
  known.set(analysis, collector.found);
  return collector.found;
}

/** The key of what a file declares. */
export function fileKey(path: string, name: string): string {
  return `${path}#${name}`;
}

/** The path and the names in a key. */
export function partsOfKey(key: string): { readonly path: string; readonly names: readonly string[] } {
  const at = key.lastIndexOf('#');
  return { path: key.slice(0, at), names: key.slice(at + 1).split('.') };
}

/** What a name of a file stands for: its key, and the kind of its declaration. */
export function meaningOf(
  name: string,
  { checked }: Analysis,
):
  | { readonly key: string; readonly kind: NameKind; readonly declaration: Declaration | undefined }
  | undefined {
  const binding = checked.environment.own(name);
  const declared = binding && declaredBy(binding, name);
  if (declared === undefined) return undefined;
  return {
    key: fileKey(declared.path, declared.name),
    kind: declared.kind,
    declaration: declared.declaration,
  };
}

interface Declared {
  readonly path: string;
  readonly name: string;
  readonly kind: NameKind;
  readonly declaration: Declaration | undefined;
}

function declaredBy(binding: Binding, name: string): Declared | undefined {
  switch (binding.kind) {
    case 'block':
      return ofDeclaration(binding.block.declaration, name);
    case 'let':
    case 'declaration':
      return ofDeclaration(binding.declaration, name);
    case 'lazy':
      return { path: binding.expression.span.file.path, name, kind: 'const', declaration: undefined };
    case 'value':
    case 'unknown':
      return undefined;
  }
}

function ofDeclaration(declaration: Declaration, name: string): Declared | undefined {
  if (declaration.kind === 'import') return undefined;
  return { path: declaration.span.file.path, name, kind: declaration.kind, declaration };
}

class Collector {
  readonly found: Occurrence[] = [];
  readonly #analysis: Analysis;
  readonly #path: string;
  #locals = new Map<string, { readonly key: string; readonly kind: NameKind }>();

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
    this.#path = analysis.document.path;
  }

  declaration(declaration: Declaration): void {
    this.#locals = new Map();
    if (declaration.kind === 'import') {
      for (const name of declaration.names) this.#fileName(name.text, name.span);
      return;
    }
    const { name, kind } = declaration;
    this.#add({ key: fileKey(this.#path, name.text), kind, span: name.span, declares: true });
    const own = fileKey(this.#path, name.text);
    if (declaration.kind === 'train') this.#train(declaration, own);
    else if (declaration.kind === 'data') {
      for (const { key } of declaration.settings) this.#add(local(own, key, 'column', true));
      this.#expressions(declaration);
    } else {
      this.#declareLocals(declaration, own);
      this.#expressions(declaration);
    }
  }

  #add(occurrence: Occurrence): void {
    if (occurrence.span.end > occurrence.span.start) this.found.push(occurrence);
  }

  #declareLocals(declaration: Declaration, own: string): void {
    const declare = (name: Name, kind: NameKind): void => {
      if (!this.#locals.has(name.text)) this.#locals.set(name.text, { key: `${own}.${name.text}`, kind });
      this.#add(local(own, name, kind, true));
    };
    if (declaration.kind === 'block') {
      for (const { name } of declaration.parameters) declare(name, 'parameter');
      for (const { dimensions } of declaration.signature?.inputs ?? []) {
        for (const dimension of dimensions) this.#declareSize(dimension, own);
      }
    }
    for (const node of walk(declaration)) {
      if (node === declaration) continue;
      if (node.kind === 'model-input') declare(node.name, 'input');
      else if (node.kind === 'input-statement') for (const name of node.names) declare(name, 'input');
      else if (node.kind === 'binding' || node.kind === 'let') declare(node.name, node.kind);
      else if (node.kind === 'output' && node.name !== undefined) declare(node.name, 'output');
      else if (node.kind === 'repeat' && node.index !== undefined) declare(node.index, 'index');
    }
  }

  /** A bare name in the pattern of an input binds a size, where nothing else has the name. */
  #declareSize(dimension: Expression, own: string): void {
    if (dimension.kind !== 'reference' || this.#locals.has(dimension.name)) return;
    if (this.#analysis.checked.environment.own(dimension.name) !== undefined) return;
    this.#locals.set(dimension.name, { key: `${own}.${dimension.name}`, kind: 'size' });
  }

  #expressions(root: AstNode): void {
    for (const node of walk(root)) {
      if (node.kind === 'reference') this.#reference(node.name, node.span);
      else if (node.kind === 'indexed-call') this.#reference(node.callee.text, node.callee.span);
      else if (node.kind === 'call') this.#argumentNames(calleeName(node), node.arguments);
    }
  }

  #reference(name: string, span: Span): void {
    const found = this.#locals.get(name);
    if (found === undefined) this.#fileName(name, span);
    else this.#add({ ...found, span, declares: false });
  }

  #fileName(name: string, span: Span): void {
    const meaning = meaningOf(name, this.#analysis);
    if (meaning !== undefined) this.#add({ key: meaning.key, kind: meaning.kind, span, declares: false });
  }

  /** `Residual(16, stride: 2)`: a parameter of the block. */
  #argumentNames(callee: string | undefined, written: readonly Argument[]): void {
    if (callee === undefined || this.#locals.has(callee)) return;
    const meaning = meaningOf(callee, this.#analysis);
    if (meaning?.declaration?.kind !== 'block') return;
    for (const { name } of written) {
      if (name !== undefined && hasParameter(meaning.declaration, name.text)) {
        this.#add(local(meaning.key, name, 'parameter', false));
      }
    }
  }

  #train({ model, data, settings, phases }: TrainDeclaration, own: string): void {
    this.#fileName(model.text, model.span);
    this.#fileName(data.text, data.span);
    const places = {
      model: meaningOf(model.text, this.#analysis),
      data: meaningOf(data.text, this.#analysis),
    };
    for (const setting of settings) this.#setting(setting, places);
    for (const phase of phases) {
      this.#add(local(own, phase.name, 'phase', true));
      for (const setting of phase.settings) this.#setting(setting, places);
    }
  }

  #setting({ key, values }: Setting, places: Places): void {
    for (const value of values) {
      if (key.text === 'freeze' || key.text === 'unfreeze' || key.text === 'rates')
        this.#selector(value, places);
      else if (key.text === 'minimize' || key.text === 'metrics') this.#objective(value, places);
      else this.#expressions(value);
    }
  }

  /** Paths begin with what the model binds. */
  #selector(value: AstNode, { model }: Places): void {
    for (const node of walk(value)) {
      if (node.kind === 'reference' && model !== undefined) this.#ofModel(node.name, node.span, model);
    }
  }

  #objective(value: Expression, places: Places): void {
    if (value.kind !== 'call') {
      if (value.kind === 'reference') this.#reference(value.name, value.span);
      else for (const child of children(value)) if (isExpression(child)) this.#objective(child, places);
      return;
    }
    const [output, label] = value.arguments.map((argument) => argument.value);
    if (output?.kind === 'reference' && places.model !== undefined) {
      this.#ofModel(output.name, output.span, places.model);
    }
    if (label?.kind === 'reference' && places.data !== undefined) {
      const { name: text, span } = label;
      this.#add(local(places.data.key, { text, span }, 'column', false));
    }
  }

  #ofModel(text: string, span: Span, { key, declaration }: NonNullable<Places['model']>): void {
    if (declaration?.kind !== 'model') return;
    const statement = declaration.body.find((each) => 'name' in each && each.name?.text === text);
    const kind = statement?.kind;
    const input = declaration.inputs.some(({ name }) => name.text === text);
    if (kind === 'binding' || kind === 'let' || kind === 'output') {
      this.#add(local(key, { text, span }, kind, false));
    } else if (input) this.#add(local(key, { text, span }, 'input', false));
  }
}

interface Places {
  readonly model: ReturnType<typeof meaningOf>;
  readonly data: ReturnType<typeof meaningOf>;
}

function local(own: string, { text, span }: Name, kind: NameKind, declares: boolean): Occurrence {
  return { key: `${own}.${text}`, kind, span, declares };
}

function hasParameter({ parameters }: BlockDeclaration, name: string): boolean {
  return parameters.some((parameter) => parameter.name.text === name);
}

function isExpression(node: AstNode): node is Expression {
  return node.kind === 'binary' || node.kind === 'unary' || node.kind === 'call' || node.kind === 'reference';
}
