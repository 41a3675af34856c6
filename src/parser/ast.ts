import type { Span } from '../source/span.ts';

/**
 * The syntax tree: exactly what was written, nothing resolved. Nodes are readonly and discriminated by `kind`;
 * after a syntax error the tree is partial, and a hole in it is a `missing` expression.
 */
interface Node<Kind extends string> {
  readonly kind: Kind;
  readonly span: Span;
}

/** A comment, kept with its place; `doc` is `///`. The text has no slashes and no outer blanks. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
  readonly doc: boolean;
}

/** A written name and where. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

export interface Module extends Node<'module'> {
  readonly declarations: readonly Declaration[];
  readonly comments: readonly Comment[];
}

export type Declaration =
  | ImportDeclaration
  | ConstDeclaration
  | ParamDeclaration
  | LetDeclaration
  | DataDeclaration
  | AugmentDeclaration
  | ModelDeclaration
  | BlockDeclaration
  | TrainDeclaration
  | EnsembleDeclaration;

/** `import { VGG16, VGG19 } from "std/vgg"`. */
export interface ImportDeclaration extends Node<'import'> {
  readonly names: readonly Name[];
  readonly from: StringLiteral;
}

/** `const width = 64`: a compile-time value. */
export interface ConstDeclaration extends Node<'const'> {
  readonly doc: string;
  readonly name: Name;
  readonly value: Expression;
}

/** `param lambda = 10.0`: a compile-time value that `--set lambda=20` changes. */
export interface ParamDeclaration extends Node<'param'> {
  readonly doc: string;
  readonly name: Name;
  readonly value: Expression;
}

/** `let tower = VGG16(top: false)`: binds a layer, so that every use shares its weights. Top level or in a body. */
export interface LetDeclaration extends Node<'let'> {
  readonly doc: string;
  readonly name: Name;
  readonly value: Expression;
}

/** `data pets = images("data/pets") { size: 150x150 }`; a table has typed columns among its settings. */
export interface DataDeclaration extends Node<'data'> {
  readonly doc: string;
  readonly name: Name;
  readonly source: Expression;
  readonly settings: readonly Setting[];
}

/** `augment lecture = rotate(40deg) -> flip(horizontal)`. */
export interface AugmentDeclaration extends Node<'augment'> {
  readonly doc: string;
  readonly name: Name;
  readonly steps: Expression;
}

/** `model Small(photo: [150, 150, 3]) { … }`. */
export interface ModelDeclaration extends Node<'model'> {
  readonly doc: string;
  readonly name: Name;
  readonly inputs: readonly ModelInput[];
  readonly body: readonly Statement[];
}

export interface ModelInput extends Node<'model-input'> {
  readonly name: Name;
  readonly shape: ShapePattern;
}

/** `block Residual(channels: int, stride: int = 1) : [h, w, _] -> [h, w, channels] = … | { … }`. */
export interface BlockDeclaration extends Node<'block'> {
  readonly doc: string;
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  readonly signature: Signature | undefined;
  readonly body: Expression | readonly Statement[];
}

/** A block's parameter: `stride: int = 1`, `weights = none`, `top: bool = true`. */
export interface Parameter extends Node<'parameter'> {
  readonly name: Name;
  readonly type: Name | undefined;
  readonly default: Expression | undefined;
}

/** `: [h, w, _] -> [h, w, a + b]`; several inputs are separated by commas. */
export interface Signature extends Node<'signature'> {
  readonly inputs: readonly ShapePattern[];
  readonly output: ShapePattern;
}

/** `[h, w, _]`: each dimension is an expression, a name or a `wildcard`. */
export interface ShapePattern extends Node<'shape'> {
  readonly dimensions: readonly Expression[];
}

/** `train finetune = VggPets on pets { … phase top { … } }`. */
export interface TrainDeclaration extends Node<'train'> {
  readonly doc: string;
  readonly name: Name;
  readonly model: Name;
  readonly data: Name;
  readonly settings: readonly Setting[];
  readonly phases: readonly Phase[];
}

export interface Phase extends Node<'phase'> {
  readonly doc: string;
  readonly name: Name;
  readonly settings: readonly Setting[];
}

/** `ensemble bagged = 5 * finetune { sample: bootstrap, vote: mean }`; `members` is a product or a list. */
export interface EnsembleDeclaration extends Node<'ensemble'> {
  readonly doc: string;
  readonly name: Name;
  readonly members: Expression;
  readonly settings: readonly Setting[];
}

/** `key: value, value`. In a table's data declaration the key is a column's name and the value its type. */
export interface Setting extends Node<'setting'> {
  readonly doc: string;
  readonly key: Name;
  readonly values: readonly Expression[];
}

export type Statement = InputStatement | BindingStatement | OutputStatement | LetDeclaration;

/** `input x` or `input a, b` in a block's body. */
export interface InputStatement extends Node<'input-statement'> {
  readonly names: readonly Name[];
}

/** `main = x -> conv(64, 3)`: binds a tensor. */
export interface BindingStatement extends Node<'binding'> {
  readonly doc: string;
  readonly name: Name;
  readonly value: Expression;
}

/**
 * `output kind = … `, `train output aux = …`, and in a block the nameless `output main + shortcut -> relu`.
 */
export interface OutputStatement extends Node<'output'> {
  readonly doc: string;
  readonly trainOnly: boolean;
  readonly name: Name | undefined;
  readonly value: Expression;
}

export type Expression =
  | NumberLiteral
  | SizeLiteral
  | StringLiteral
  | BooleanLiteral
  | NoneLiteral
  | Reference
  | Wildcard
  | Member
  | Call
  | Branches
  | IndexedCall
  | Pipeline
  | Named
  | Binary
  | Unary
  | Conditional
  | Repeat
  | Range
  | Except
  | RecordLiteral
  | Missing;

/** `64`, `2e-5`, `20%` (value 0.2), `40deg` (value 40). `integer` is true for a plain run of digits. */
export interface NumberLiteral extends Node<'number'> {
  readonly value: number;
  readonly unit: 'none' | 'percent' | 'degrees';
  readonly integer: boolean;
}

/** `150x200`: height by width, in pixels. */
export interface SizeLiteral extends Node<'size'> {
  readonly height: number;
  readonly width: number;
}

/** `"imagenet"`; `value` has its escapes resolved. */
export interface StringLiteral extends Node<'string'> {
  readonly value: string;
}

export interface BooleanLiteral extends Node<'boolean'> {
  readonly value: boolean;
}

export type NoneLiteral = Node<'none'>;

/** A name used: a tensor, a layer, a block, a parameter, an option's value such as `same`. */
export interface Reference extends Node<'reference'> {
  readonly name: string;
}

/** `_` in a shape, `*` in a selector. */
export interface Wildcard extends Node<'wildcard'> {
  readonly symbol: '_' | '*';
}

/** `x.channels`, `base.block5`, `base.*`. */
export interface Member extends Node<'member'> {
  readonly object: Expression;
  readonly member: Name;
}

/** `conv(64, 3, padding: same)`. */
export interface Call extends Node<'call'> {
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
}

export interface Argument extends Node<'argument'> {
  readonly name: Name | undefined;
  readonly value: Expression;
}

/** `[f, g, h]`: parallel branches in a flow, and elsewhere a list. */
export interface Branches extends Node<'branches'> {
  readonly items: readonly Expression[];
}

/** `one_of[flip, rotate]`. */
export interface IndexedCall extends Node<'indexed-call'> {
  readonly callee: Name;
  readonly items: readonly Expression[];
}

/** `x -> f -> g`: two or more stages. */
export interface Pipeline extends Node<'pipeline'> {
  readonly stages: readonly Expression[];
}

/** `conv(64, 3) as conv1`, `… as conv{i}`. */
export interface Named extends Node<'named'> {
  readonly value: Expression;
  readonly name: NameTemplate;
}

/** A name with holes: `conv{i}` is the text `conv` and the expression `i`. */
export interface NameTemplate {
  readonly parts: readonly (string | Expression)[];
  readonly span: Span;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or';

export interface Binary extends Node<'binary'> {
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Node<'unary'> {
  readonly operator: '-' | 'not';
  readonly operand: Expression;
}

/** `if c then a else b`. */
export interface Conditional extends Node<'conditional'> {
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

/** `repeat n { … }` or `repeat i in 1..n { … }`. */
export interface Repeat extends Node<'repeat'> {
  readonly index: Name | undefined;
  /** A number, or a `range`. */
  readonly count: Expression;
  readonly body: Expression;
}

/** `1..n` (both ends included), `base.block4 .. base.block5`. */
export interface Range extends Node<'range'> {
  readonly from: Expression;
  readonly to: Expression;
}

/** `base except base.block5`. */
export interface Except extends Node<'except'> {
  readonly base: Expression;
  readonly excluded: readonly Expression[];
}

/** `{ base: 0.1, base.block5: 0.5 }`: a value for each path. */
export interface RecordLiteral extends Node<'record'> {
  readonly entries: readonly RecordEntry[];
}

export interface RecordEntry extends Node<'record-entry'> {
  readonly key: Expression;
  readonly value: Expression;
}

/** Where an expression was expected and none could be read. */
export type Missing = Node<'missing'>;

export type AstNode =
  | Module
  | Declaration
  | ModelInput
  | Parameter
  | Signature
  | ShapePattern
  | Phase
  | Setting
  | Statement
  | Expression
  | Argument
  | RecordEntry;
