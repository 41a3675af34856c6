// @ts-check
/**
 * The TextMate grammar. Editors colour a line at a time by it, in whole programs and broken ones: each region also ends
 * where the next declaration stands at the margin, as the parser goes on there.
 */
import * as tokens from '../../dist/parser/tokens.js';
import { vocabulary } from '../../dist/typecheck/vocabulary.js';

/** @typedef {{ name: string } | { patterns: readonly Pattern[] }} Capture */
/**
 * @typedef {object} Pattern
 * @property {string} [include]
 * @property {string} [name]
 * @property {string} [contentName]
 * @property {string} [match]
 * @property {string} [begin]
 * @property {string} [end]
 * @property {string} [while]
 * @property {Readonly<Record<string, Capture>>} [captures]
 * @property {Readonly<Record<string, Capture>>} [beginCaptures]
 * @property {Readonly<Record<string, Capture>>} [endCaptures]
 * @property {readonly Pattern[]} [patterns]
 */

const { declarations } = vocabulary;
const name = '[A-Za-z_][A-Za-z0-9_]*';

/** Any of some words, by itself. @param {readonly string[]} words */
const anyOf = (words) => `(?<![A-Za-z0-9_])(?:${words.join('|')})(?![A-Za-z0-9_])`;

/** A regular expression of the lexer. @param {{ name: string, PATTERN?: unknown }} token */
function lexed({ name: kind, PATTERN }) {
  if (PATTERN instanceof RegExp) return PATTERN.source;
  throw new Error(`The token ${kind} has no pattern.`);
}

/** Some metrics have a number of the program's: `top3_accuracy`. */
const metrics = vocabulary.metrics.map((metric) => metric.replace(/\d+(?=_)/, '\\d+'));

const named = declarations.filter((word) => word !== tokens.Import.name);
const declaration = `(?:${tokens.Import.name}\\s*\\{|(?:${named.join('|')})\\s+${name}\\s*[=({:])`;
/** Where the next declaration begins, outside of any body. */
const next = `(?=(?<![A-Za-z0-9_.])${declaration})`;
/** Where one begins at the margin, even though brackets are open. */
const recovery = `(?=^(?!${tokens.Train.name}\\s+${tokens.Output.name})${declaration})`;

/** @param {string} scope @returns {Capture} */
const as = (scope) => ({ name: `${scope}.netc` });
/** @param {string} path @returns {Pattern} */
const include = (path) => ({ include: `#${path}` });
/** @param {string} match @param {string} scope @returns {Pattern} */
const word = (match, scope) => ({ match, name: `${scope}.netc` });

/**
 * A pair of brackets.
 * @param {string} kind
 * @param {string} open
 * @param {string} close
 * @param {readonly Pattern[]} patterns
 * @returns {Pattern}
 */
function brackets(kind, open, close, patterns) {
  return {
    begin: open,
    end: `${close}|${recovery}`,
    beginCaptures: { 0: as(`punctuation.section.${kind}.begin`) },
    endCaptures: { 0: as(`punctuation.section.${kind}.end`) },
    patterns,
  };
}

/**
 * A keyword and the name that it declares.
 * @param {string} keyword
 * @param {string} scope
 * @param {string} end
 * @param {readonly Pattern[]} patterns
 * @returns {Pattern}
 */
function declares(keyword, scope, end, patterns) {
  return {
    name: `meta.${keyword}.netc`,
    begin: `(?<![A-Za-z0-9_.])(${keyword})\\s+(${name})(?=\\s*[=({:])`,
    end,
    beginCaptures: { 1: as(`storage.type.${keyword}`), 2: as(scope) },
    patterns,
  };
}

const behindBody = `(?<=\\})|${next}`;
const key = `(${name})\\s*(:)`;
const behindSetting = `(?=\\}|,?\\s*(?<![A-Za-z0-9_.])(?:${name}\\s*:|${tokens.Phase.name}\\s+${name}\\s*\\{))|${recovery}`;

/**
 * A setting whose value has words of its own.
 * @param {string} setting
 * @param {readonly Pattern[]} patterns
 * @returns {Pattern}
 */
function setting(setting, patterns) {
  return {
    name: 'meta.setting.netc',
    begin: `(?<![A-Za-z0-9_.])(${setting})\\s*(:)`,
    end: behindSetting,
    beginCaptures: { 1: as('support.type.property-name'), 2: as('punctuation.separator.key-value') },
    patterns: [...patterns, include('expression')],
  };
}

/** @param {string} text @param {string} scope @returns {Pattern} */
const keyword = (text, scope) => word(`(?<!\\.)${anyOf([text])}(?!\\s*:)`, scope);

/** What each reserved word is to an editor's theme. @type {Readonly<Record<string, string>>} */
const reservedScopes = {
  and: 'keyword.operator.logical',
  or: 'keyword.operator.logical',
  not: 'keyword.operator.logical',
  if: 'keyword.control.conditional',
  then: 'keyword.control.conditional',
  else: 'keyword.control.conditional',
  repeat: 'keyword.control.loop',
  as: 'keyword.other.as',
  except: 'keyword.operator.except',
  true: 'constant.language.boolean',
  false: 'constant.language.boolean',
  none: 'constant.language.none',
};

const reserved = vocabulary.reserved.map((text) => {
  const scope = reservedScopes[text];
  if (scope === undefined) throw new Error(`textmate.mjs has no scope for the word ${text}.`);
  return keyword(text, scope);
});

const wildcards = { patterns: [word('\\*', 'keyword.operator.wildcard')] };
const starEnds = `\\s*(?:[.,)\\]}]|->|$|${tokens.Except.name}\\b)`;
const escape = '\\\\["\\\\ntr]';

/** @type {Readonly<Record<string, Pattern>>} */
const repository = {
  comments: {
    patterns: [
      {
        name: 'comment.line.documentation.netc',
        match: '(///)(?!/).*$',
        captures: { 1: as('punctuation.definition.comment') },
      },
      {
        name: 'comment.line.double-slash.netc',
        match: '(//)\\s*(allow)\\s+(NET\\d{4})(?!\\d).*$',
        captures: {
          1: as('punctuation.definition.comment'),
          2: as('keyword.other.allow'),
          3: as('constant.other.code'),
        },
      },
      {
        name: 'comment.line.double-slash.netc',
        match: '(//).*$',
        captures: { 1: as('punctuation.definition.comment') },
      },
    ],
  },
  strings: {
    name: 'string.quoted.double.netc',
    begin: '"',
    end: '(")|$',
    beginCaptures: { 0: as('punctuation.definition.string.begin') },
    endCaptures: { 1: as('punctuation.definition.string.end') },
    patterns: [word(escape, 'constant.character.escape'), word('\\\\.', 'invalid.illegal.escape')],
  },
  numbers: {
    patterns: [
      word(`(?<![A-Za-z0-9_])(?:${lexed(tokens.ForeignSize)})`, 'invalid.illegal.size'),
      {
        name: 'constant.numeric.size.netc',
        match: `(?<![A-Za-z0-9_])${lexed(tokens.Size)}`,
        captures: { 0: { patterns: [word('x', 'keyword.other.unit')] } },
      },
      {
        name: 'constant.numeric.netc',
        match: `(?<![A-Za-z0-9_])${lexed(tokens.NumberToken)}`,
        captures: { 0: { patterns: [word('%|[A-Za-z]+$', 'keyword.other.unit')] } },
      },
    ],
  },
  foreign: {
    patterns: [
      word('#.*$', 'invalid.illegal.comment'),
      { name: 'invalid.illegal.comment.netc', begin: '/\\*', end: `\\*/|${recovery}` },
      word(`(?<![A-Za-z0-9_])(?!\\.\\.)${lexed(tokens.BadNumber)}`, 'invalid.illegal.number'),
      word(lexed(tokens.SingleQuoted), 'invalid.illegal.quotes'),
      word(lexed(tokens.ForeignSymbol), 'invalid.illegal.sign'),
    ],
  },
  import: {
    name: 'meta.import.netc',
    begin: `(?<![A-Za-z0-9_.])(${tokens.Import.name})(?=\\s*\\{)`,
    end: `(?<=")|${recovery}|(?!\\G)${next}`,
    beginCaptures: { 1: as('keyword.control.import') },
    patterns: [
      include('comments'),
      {
        ...brackets('import', '\\{', `\\}|(?=${tokens.From.name}\\s*")`, [
          include('comments'),
          word(name, 'entity.name.type.import'),
          word(',', 'punctuation.separator.comma'),
        ]),
      },
      word(anyOf([tokens.From.name]), 'keyword.control.from'),
      { ...brackets('path', '"', '"|$', []), name: 'string.quoted.double.import.netc' },
    ],
  },
  declarations: {
    patterns: [
      include('import'),
      {
        match: `(?<![A-Za-z0-9_.])(?:(const)|(param))\\s+(${name})\\s*(=)(?!=)`,
        captures: {
          1: as('storage.type.const'),
          2: as('storage.type.param'),
          3: as('variable.other.constant'),
          4: as('keyword.operator.assignment'),
        },
      },
      include('let'),
      declares('augment', 'entity.name.function.augment', next, [
        include('augmentation'),
        include('expression'),
      ]),
      declares('model', 'entity.name.type.model', behindBody, [
        include('comments'),
        include('inputs'),
        include('body'),
      ]),
      declares('block', 'entity.name.function.block', behindBody, [
        include('comments'),
        include('parameters'),
        include('signature'),
        include('body'),
        {
          begin: '=(?!=)',
          end: next,
          beginCaptures: { 0: as('keyword.operator.assignment') },
          patterns: [include('expression')],
        },
      ]),
      declares('data', 'entity.name.type.data', behindBody, [include('dataSettings'), include('expression')]),
      declares('ensemble', 'entity.name.type.ensemble', behindBody, [
        include('settings'),
        include('expression'),
      ]),
      declares('train', 'entity.name.type.train', behindBody, [
        {
          match: `(=)\\s*(${name})(?:\\s+(${tokens.On.name})\\s+(${name}))?`,
          captures: {
            1: as('keyword.operator.assignment'),
            2: as('entity.name.type.model'),
            3: as('keyword.other.on'),
            4: as('entity.name.type.data'),
          },
        },
        include('comments'),
        include('settings'),
      ]),
    ],
  },
  let: {
    match: `(?<![A-Za-z0-9_.])(let)\\s+(${name})\\s*(=)(?!=)`,
    captures: {
      1: as('storage.type.let'),
      2: as('entity.name.function.layer'),
      3: as('keyword.operator.assignment'),
    },
  },
  inputs: brackets('inputs', '\\(', '\\)', [
    {
      match: key,
      captures: { 1: as('variable.parameter.input'), 2: as('punctuation.separator.key-value') },
    },
    include('expression'),
  ]),
  parameters: brackets('parameters', '\\(', '\\)', [
    {
      match: `(?<![A-Za-z0-9_])(${name})\\s*(:)\\s*(?:(${vocabulary.types.join('|')})\\b|(${name}))`,
      captures: {
        1: as('variable.parameter'),
        2: as('punctuation.separator.key-value'),
        3: as('support.type.parameter'),
        4: as('variable.other.type'),
      },
    },
    {
      begin: '=(?!=)',
      end: `(?=[,)])|${recovery}`,
      beginCaptures: { 0: as('keyword.operator.assignment') },
      patterns: [include('expression')],
    },
    include('comments'),
    word(name, 'variable.parameter'),
    word(',', 'punctuation.separator.comma'),
  ]),
  signature: {
    name: 'meta.signature.netc',
    begin: ':',
    end: `(?=[={])|${next}`,
    beginCaptures: { 0: as('punctuation.separator.key-value') },
    patterns: [
      brackets('shape', '\\[', '\\]', [
        word('(?<![A-Za-z0-9_])_(?![A-Za-z0-9_])', 'variable.language.wildcard'),
        word(`${name}(?=\\s*\\()`, 'support.function.builtin'),
        word(name, 'variable.parameter.dimension'),
        include('expression'),
      ]),
      include('comments'),
      include('operators'),
    ],
  },
  body: brackets('body', '\\{', '\\}', [
    {
      match: `(?<![A-Za-z0-9_.])(?:(train)\\s+)?(output)(?![A-Za-z0-9_])(?:\\s+(${name})\\s*(=)(?!=))?`,
      captures: {
        1: as('storage.modifier.train'),
        2: as('storage.type.output'),
        3: as('variable.other.output'),
        4: as('keyword.operator.assignment'),
      },
    },
    include('let'),
    {
      match: `(?<![A-Za-z0-9_.])(${name})\\s*(=)(?!=)`,
      captures: { 1: as('variable.other.tensor'), 2: as('keyword.operator.assignment') },
    },
    {
      match: `(?<![A-Za-z0-9_.])(input)\\s+(${name}(?:\\s*,\\s*${name})*)`,
      captures: {
        1: as('storage.type.input'),
        2: { patterns: [word(name, 'variable.parameter.input'), word(',', 'punctuation.separator.comma')] },
      },
    },
    include('expression'),
  ]),
  dataSettings: brackets('settings', '\\{', '\\}', [
    include('comments'),
    setting('split', [word(anyOf(vocabulary.splits), 'support.function.split')]),
    {
      ...setting(name, [word(anyOf(vocabulary.columns), 'support.function.column')]),
      beginCaptures: { 1: as('variable.other.property'), 2: as('punctuation.separator.key-value') },
    },
    word(',', 'punctuation.separator.comma'),
  ]),
  settings: brackets('settings', '\\{', '\\}', [
    include('comments'),
    {
      name: 'meta.phase.netc',
      begin: `(?<![A-Za-z0-9_.])(${tokens.Phase.name})\\s+(${name})(?=\\s*\\{)`,
      end: `(?<=\\})|${recovery}`,
      beginCaptures: { 1: as('storage.type.phase'), 2: as('entity.name.section.phase') },
      patterns: [include('comments'), include('settings')],
    },
    setting('optimizer', [word(anyOf(vocabulary.optimizers), 'support.function.optimizer')]),
    setting('minimize', [word(anyOf(vocabulary.losses), 'support.function.loss')]),
    setting('metrics', [word(anyOf(metrics), 'support.function.metric')]),
    setting('freeze|unfreeze', [include('selectors')]),
    setting('augment|mix', [include('augmentation')]),
    setting(vocabulary.settings.join('|'), []),
    {
      ...setting(name, []),
      beginCaptures: { 1: as('variable.other.property'), 2: as('punctuation.separator.key-value') },
    },
    word(',', 'punctuation.separator.comma'),
  ]),
  augmentation: {
    patterns: [
      include('comments'),
      brackets('list', '\\[', '\\]', [include('augmentation'), include('expression')]),
      brackets('arguments', '\\(', '\\)', [
        include('options'),
        include('augmentation'),
        include('expression'),
      ]),
      word(`(?<!\\.)${anyOf(vocabulary.steps)}`, 'support.function.augmentation'),
      word(`(?<!\\.)${anyOf(vocabulary.stepWords)}`, 'support.constant.option'),
    ],
  },
  selectors: {
    patterns: [
      brackets('list', '\\[', '\\]', [include('selectors'), include('expression')]),
      brackets('arguments', '\\(', '\\)', [include('options'), include('selectors'), include('expression')]),
      word('(?<=[:,\\[(]|except)\\s*\\*(?![A-Za-z0-9_])', 'keyword.operator.wildcard'),
      {
        match: `(?<![A-Za-z0-9_.])(?!(?:${vocabulary.reserved.join('|')})\\b)${name}(?:\\.(?!\\.)[A-Za-z0-9_*]+)*(?!\\s*\\()`,
        name: 'variable.other.path.netc',
        captures: {
          0: { patterns: [word('\\.', 'punctuation.accessor'), word('\\*', 'keyword.operator.wildcard')] },
        },
      },
    ],
  },
  naming: {
    begin: `(?<![A-Za-z0-9_.])(${tokens.As.name})\\s+(${name})`,
    end: '(?![A-Za-z0-9_{])',
    beginCaptures: { 1: as('keyword.other.as'), 2: as('entity.name.label') },
    patterns: [
      brackets('hole', '\\{', '\\}', [include('expression')]),
      word('[A-Za-z0-9_]+', 'entity.name.label'),
    ],
  },
  members: {
    patterns: [
      {
        match: `(?<!\\.)(\\.)(${vocabulary.axes.join('|')})(?![A-Za-z0-9_])`,
        captures: { 1: as('punctuation.accessor'), 2: as('support.variable.property') },
      },
      {
        match: `(?<!\\.)(\\.)(${name}(?:\\*(?=${starEnds}))?|\\*[A-Za-z0-9_]*(?:\\*(?=${starEnds}))?)`,
        captures: {
          1: as('punctuation.accessor'),
          2: { patterns: [...wildcards.patterns, word('[A-Za-z0-9_]+', 'variable.other.member')] },
        },
      },
    ],
  },
  options: {
    match: `(?<![A-Za-z0-9_.])${key}`,
    captures: { 1: as('variable.parameter.option'), 2: as('punctuation.separator.key-value') },
  },
  words: {
    patterns: [
      word(`(?<!\\.)${anyOf(vocabulary.layers)}`, 'support.function.layer'),
      word(`(?<!\\.)${anyOf(vocabulary.activations)}`, 'support.function.activation'),
      word(`(?<!\\.)${anyOf(vocabulary.optionWords)}`, 'support.constant.option'),
      word('(?<![A-Za-z0-9_])_(?![A-Za-z0-9_])', 'variable.language.wildcard'),
      word(`[A-Z][A-Za-z0-9_]*(?=\\s*\\()`, 'entity.name.function.block'),
      word(`${name}(?=\\s*\\()`, 'entity.name.function.call'),
      word(`[A-Z][A-Za-z0-9_]*`, 'entity.name.type'),
      word(name, 'variable.other'),
    ],
  },
  operators: {
    patterns: [
      word('->', 'keyword.operator.flow'),
      word('==|!=|<=|>=|<|>', 'keyword.operator.comparison'),
      word('\\.\\.', 'keyword.operator.range'),
      word('[-+*/]', 'keyword.operator.arithmetic'),
      word('=', 'keyword.operator.assignment'),
      word(',', 'punctuation.separator.comma'),
      word(':', 'punctuation.separator.key-value'),
    ],
  },
  expression: {
    patterns: [
      include('comments'),
      include('strings'),
      include('naming'),
      {
        match: `(?<![A-Za-z0-9_.])(${tokens.Repeat.name})\\s+(${name})\\s+(${tokens.In.name})(?![A-Za-z0-9_])`,
        captures: {
          1: as('keyword.control.loop'),
          2: as('variable.other.loop'),
          3: as('keyword.control.loop'),
        },
      },
      ...reserved,
      include('numbers'),
      include('foreign'),
      include('members'),
      brackets('arguments', '\\(', '\\)', [include('options'), include('expression')]),
      brackets('list', '\\[', '\\]', [include('expression')]),
      brackets('braces', '\\{', '\\}', [include('expression')]),
      include('words'),
      include('operators'),
    ],
  },
};

/** The grammar of programs. */
export const netcGrammar = {
  name: 'netc',
  scopeName: 'source.netc',
  fileTypes: ['net'],
  patterns: [include('comments'), include('declarations'), include('expression')],
  repository,
};
