import type { TokenType } from 'chevrotain';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Span } from '../../source/span.ts';
import { span } from '../../source/span.ts';
import { DeclarationEnd, DeclarationStart, ItemEnd, ItemStart, PhaseEnd } from '../tokens.ts';
import type { Word } from '../word.ts';
import { wordSpan } from '../word.ts';
import type { Frame } from './frame.ts';
import { isBody } from './frame.ts';
import { endsOperand } from './token-classes.ts';

/** The declaration being read. */
export interface OpenDeclaration {
  readonly type: TokenType;
  readonly column: number;
  /** Its `=` at the top was read: what follows is an expression. */
  afterEquals: boolean;
  /** Its body was closed: nothing more belongs to it. */
  closed: boolean;
}

/** What the layout knows while it goes through the words of a file once. */
export class LayoutState {
  readonly file: SourceFile;
  readonly words: readonly Word[];
  /** Which of them is being read. */
  index = 0;
  readonly out: Word[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Offsets where a declaration, an item or a body begins or ends, ascending. */
  readonly boundaries: number[] = [];
  /** The brackets that are open, and those of them that are bodies; innermost last. */
  readonly frames: Frame[] = [];
  readonly bodies: Frame[] = [];
  declaration: OpenDeclaration | undefined;
  /** How many brackets are open in text that belongs to no declaration; -1 outside of such text. */
  skippedDepth = -1;
  /** The rest of the current item is left out, being too deep to read. */
  dropping = false;
  /** A slip was reported in the current item: others there are mended in silence. */
  troubled = false;
  /** Steps of the frames that are open, and of the expression at the top. */
  steps = 0;
  topSteps = 0;
  topConditions = 0;
  topRepeatPending = false;
  /** Which word last closed nothing: of several in a row the first is reported. */
  strayIndex = -2;
  /** Where the name that `as` gives ends so far; a brace right there is a hole in it. */
  nameEnd = -1;

  constructor(file: SourceFile, words: readonly Word[]) {
    this.file = file;
    this.words = words;
  }

  /** The innermost open bracket. */
  get top(): Frame | undefined {
    return this.frames.at(-1);
  }

  /** The last thing read. */
  get previous(): Word | undefined {
    return this.out.at(-1);
  }

  /** Whether the last thing read is a complete value so far, or was left out. */
  get ended(): boolean {
    return this.dropping || endsOperand(this.previous?.type);
  }

  /** The innermost body, and whether no other bracket is open in it. */
  get body(): { readonly frame: Frame; readonly direct: boolean } | undefined {
    const found = this.bodies.at(-1);
    return found && { frame: found, direct: found === this.top };
  }

  emit(word: Word, type: TokenType = word.type): void {
    if (!this.dropping) this.out.push(type === word.type ? word : { ...word, type });
  }

  /** Puts in a token that was not written, behind the last one. */
  insert(type: TokenType): void {
    const place = this.previous?.end ?? 0;
    this.emit({
      type,
      text: '',
      start: place,
      end: place,
      firstOnLine: false,
      column: 0,
      indent: this.previous?.indent ?? 0,
      damaged: false,
    });
  }

  /** Reads the last word as something else after all. */
  retypePrevious(type: TokenType): void {
    const last = this.out.pop();
    if (last !== undefined) this.out.push({ ...last, type });
  }

  /** Puts in a mark right before a word. */
  mark(type: TokenType, before: Word): void {
    this.emit({ ...before, type, text: '', end: before.start });
  }

  /** Reports a slip with one meaning: mended, it leads to no other error. */
  reportMended(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  /** Reports something that may have echoes in the same item. */
  report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
    this.troubled = true;
  }

  /** Reports a slip unless the item has one already: what comes after the first is often its echo. */
  reportOnce(diagnostic: Diagnostic): void {
    if (!this.troubled) this.report(diagnostic);
  }

  /** The span of a word. */
  at(word: Word): Span {
    return wordSpan(this.file, word);
  }

  /** A fix that replaces a word. */
  replace(word: Word, newText: string): Fix {
    return {
      title: newText === '' ? 'Remove it' : `Write \`${newText}\``,
      edits: [{ span: this.at(word), newText }],
    };
  }

  /** A fix that puts a text in at an offset. */
  insertion(offset: number, newText: string): Fix {
    return {
      title: `Add \`${newText.trim()}\``,
      edits: [{ span: span(this.file, offset, offset), newText }],
    };
  }

  /** A fix that puts a text right behind the last thing read. */
  append(newText: string): Fix {
    return this.insertion(this.previous?.end ?? 0, newText);
  }

  /** Another step down in the expression being read. */
  step(): void {
    this.steps++;
    const { top } = this;
    if (top === undefined) this.topSteps++;
    else top.steps++;
  }

  /** A comma or an arrow: the expression begins again at this level. */
  resetSteps(): void {
    const { top } = this;
    this.steps -= top === undefined ? this.topSteps : top.steps;
    if (top === undefined) this.topSteps = 0;
    else top.steps = 0;
  }

  beginItem(body: Frame, word: Word): void {
    this.endItem(body);
    this.resetSteps();
    this.boundaries.push(word.start);
    body.itemColumn = word.indent;
    this.mark(ItemStart, word);
  }

  endItem(body: Frame): void {
    this.dropping = false;
    this.troubled = false;
    body.repeatPending = false;
    body.openConditions = 0;
    if (body.itemColumn >= 0) this.insert(body.itemIsPhase ? PhaseEnd : ItemEnd);
    body.itemColumn = -1;
    body.itemIsPhase = false;
  }

  beginDeclaration(type: TokenType, word: Word): void {
    this.endDeclaration();
    this.skippedDepth = -1;
    this.boundaries.push(word.start);
    this.declaration = { type, column: word.indent, afterEquals: false, closed: false };
    this.mark(DeclarationStart, word);
    this.emit(word, type);
  }

  endDeclaration(): void {
    this.dropping = false;
    this.troubled = false;
    this.steps = 0;
    this.topSteps = 0;
    this.topConditions = 0;
    this.topRepeatPending = false;
    if (this.declaration !== undefined) this.insert(DeclarationEnd);
    this.declaration = undefined;
  }

  push(opened: Frame): void {
    this.frames.push(opened);
    if (isBody(opened)) this.bodies.push(opened);
  }

  pop(): void {
    if (this.bodies.at(-1) === this.frames.pop()) this.bodies.pop();
  }

  get repeatPending(): boolean {
    return this.top?.repeatPending ?? this.topRepeatPending;
  }

  set repeatPending(pending: boolean) {
    if (this.top === undefined) this.topRepeatPending = pending;
    else this.top.repeatPending = pending;
  }

  get openConditions(): number {
    return this.top?.openConditions ?? this.topConditions;
  }

  set openConditions(count: number) {
    if (this.top === undefined) this.topConditions = Math.max(0, count);
    else this.top.openConditions = Math.max(0, count);
  }
}
