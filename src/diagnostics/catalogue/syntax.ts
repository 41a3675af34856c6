import type { NoParameters } from '../define.ts';
import { define } from '../define.ts';

// NET10xx: characters and words.

export const unknownCharacter = define<{ text: string }>({
  code: 'NET1001',
  severity: 'error',
  title: ({ text }) => `\`${text}\` does not belong to the language`,
  label: () => 'netc does not know this character',
});

export const unterminatedString = define<NoParameters>({
  code: 'NET1002',
  severity: 'error',
  title: () => 'This text is not closed',
  label: () => 'opened here, and the line ends without a `"`',
  hint: () => 'A text begins and ends with `"` on one line.',
});

export const unknownEscape = define<{ escape: string }>({
  code: 'NET1003',
  severity: 'error',
  title: ({ escape }) => `\`${escape}\` means nothing in a text`,
  label: () => 'unknown escape',
  hint: () => 'For a backslash write `\\\\`; in paths `/` works everywhere.',
});

export const badNumber = define<{ text: string; problem: string }>({
  code: 'NET1004',
  severity: 'error',
  title: ({ text }) => `\`${text}\` is not a number`,
  label: ({ problem }) => problem,
  hint: () => 'Numbers look like `64`, `0.5`, `2e-5`, `20%` or `40deg`, and sizes like `150x150`.',
});

export const foreignSpelling = define<{ written: string; netc: string }>({
  code: 'NET1005',
  severity: 'error',
  title: ({ written, netc }) => `\`${written}\` is written ${netc} here`,
  label: ({ netc }) => `write ${netc}`,
});

export const foreignSymbol = define<{ written: string; advice: string }>({
  code: 'NET1006',
  severity: 'error',
  title: ({ written }) => `There is no \`${written}\` in the language`,
  label: () => 'not known here',
  hint: ({ advice }) => advice,
});

export const elision = define<{ written: string }>({
  code: 'NET1007',
  severity: 'error',
  title: ({ written }) => `\`${written}\` stands for something that was left out`,
  label: () => 'write it out here',
  hint: () => 'In a description dots may stand for more layers; a program has to name them all.',
});

export const foreignName = define<{ text: string }>({
  code: 'NET1008',
  severity: 'error',
  title: ({ text }) => `\`${text}\` cannot be a name`,
  label: () => 'has letters other than a to z',
  hint: () => 'Names are made of the letters a to z, digits and `_`. Texts in quotes may hold anything.',
});

// NET11xx: brackets.

export const unclosedBracket = define<{ opener: string }>({
  code: 'NET1101',
  severity: 'error',
  title: ({ opener }) => `This \`${opener}\` is never closed`,
  label: () => 'opened here',
});

export const strayBracket = define<{ closer: string; opener: string }>({
  code: 'NET1102',
  severity: 'error',
  title: ({ closer }) => `This \`${closer}\` closes nothing`,
  label: ({ opener }) => `no \`${opener}\` is open here`,
});

export const mismatchedBracket = define<{ opener: string; closer: string; given: string }>({
  code: 'NET1103',
  severity: 'error',
  title: ({ opener, given }) => `\`${opener}\` cannot be closed by \`${given}\``,
  label: ({ closer }) => `write \`${closer}\``,
});

export const tooDeep = define<{ limit: number }>({
  code: 'NET1104',
  severity: 'error',
  title: () => 'This expression is too deep',
  label: ({ limit }) => `more than ${limit} steps down`,
  hint: () => 'Name parts of it, with a binding, a `let` or a `block`.',
});

// NET12xx: one sign for another.

export const equalsForColon = define<{ name: string; what: string }>({
  code: 'NET1201',
  severity: 'error',
  title: ({ what }) => `${what} is written with \`:\``,
  label: () => 'write `:`',
  hint: ({ name }) => `\`${name}: …\` says an option or a setting; \`=\` gives a name to something.`,
});

export const colonForEquals = define<{ name: string; what: string }>({
  code: 'NET1202',
  severity: 'error',
  title: ({ what }) => `${what} is written with \`=\``,
  label: () => 'write `=`',
  hint: ({ name }) => `\`${name} = …\` gives a name to something; \`:\` is for options and settings.`,
});

export const equalsForEqual = define<NoParameters>({
  code: 'NET1203',
  severity: 'error',
  title: () => 'Two values are compared with `==`',
  label: () => 'write `==`',
});

export const missingArrow = define<NoParameters>({
  code: 'NET1204',
  severity: 'error',
  title: () => 'A `->` is missing',
  label: () => 'nothing leads here',
  hint: () => '`->` sends a tensor on to the next layer.',
});

export const missingComma = define<NoParameters>({
  code: 'NET1205',
  severity: 'error',
  title: () => 'A comma is missing',
  label: () => 'put a `,` before this',
});

export const missingColon = define<{ name: string }>({
  code: 'NET1206',
  severity: 'error',
  title: ({ name }) => `A \`:\` is missing after \`${name}\``,
  label: () => 'put a `:` before this',
});

export const tuple = define<NoParameters>({
  code: 'NET1207',
  severity: 'error',
  title: () => 'Several values together are written in brackets',
  label: () => 'write `[…]`',
});

export const missingWord = define<{ word: string; after: string }>({
  code: 'NET1208',
  severity: 'error',
  title: ({ word, after }) => `\`${word}\` is missing after \`${after}\``,
  label: ({ word }) => `put \`${word}\` before this`,
});

export const missingInputs = define<{ name: string }>({
  code: 'NET1209',
  severity: 'error',
  title: ({ name }) => `The model \`${name}\` has no inputs`,
  label: () => 'put them before this, in parentheses',
  hint: ({ name }) => `Name each input and its shape: \`model ${name}(photo: [150, 150, 3]) {\`.`,
});

export const namelessOutput = define<NoParameters>({
  code: 'NET1210',
  severity: 'error',
  title: () => 'The name of this output is missing',
  label: () => 'a name goes before this',
  hint: () => 'A model writes `output kind = …`; a block has one output without a name: `output …`.',
});

export const missingName = define<{ after: string }>({
  code: 'NET1211',
  severity: 'error',
  title: ({ after }) => `The name of this \`${after}\` is missing`,
  label: () => 'a name goes before this',
});

// NET13xx: what stands where.

export const unexpected = define<{ expected: string; found: string; after?: string }>({
  code: 'NET1301',
  severity: 'error',
  title: ({ found }) => `Unexpected ${found}`,
  label: ({ expected, after }) => `expected ${expected}${after === undefined ? '' : ` after \`${after}\``}`,
});

export const incomplete = define<{ expected: string; after: string }>({
  code: 'NET1302',
  severity: 'error',
  title: ({ after }) => `Something is missing after \`${after}\``,
  label: ({ expected }) => `expected ${expected} to follow`,
});

export const unknownDeclaration = define<{ word: string; meant: string | undefined }>({
  code: 'NET1303',
  severity: 'error',
  title: ({ word }) => `\`${word}\` is not a kind of declaration`,
  label: ({ meant }) => (meant === undefined ? 'unknown here' : `did you mean \`${meant}\`?`),
  hint: ({ meant }) =>
    meant === undefined
      ? 'A program is made of `import`, `const`, `param`, `let`, `data`, `augment`, `model`, `block`, `train` and `ensemble`.'
      : undefined,
});

export const notADeclaration = define<{ found: string }>({
  code: 'NET1304',
  severity: 'error',
  title: ({ found }) => `No declaration begins with ${found}`,
  label: () => 'outside of every declaration',
  hint: () =>
    'Between declarations stands only the beginning of the next: `import`, `const`, `param`, `let`, `data`, `augment`, `model`, `block`, `train` or `ensemble`.',
});

export const namelessStatement = define<NoParameters>({
  code: 'NET1305',
  severity: 'error',
  title: () => 'The result of this goes nowhere',
  label: () => 'no name and no `output`',
  hint: () => 'Name it (`features = …`), or make it a result (`output …`).',
});

export const nestedDeclaration = define<{ word: string; inside: string }>({
  code: 'NET1306',
  severity: 'error',
  title: ({ word, inside }) => `A \`${word}\` cannot stand inside a \`${inside}\``,
  label: () => 'declarations stand side by side',
  hint: ({ inside }) => `Move it out of the \`${inside}\`.`,
});

// NET19xx: files that are something else.

export const foreignFile = define<{ what: string; advice: string }>({
  code: 'NET1901',
  severity: 'error',
  title: ({ what }) => `This is ${what}, not a netc program`,
  label: () => 'seen here',
  hint: ({ advice }) => advice,
});

export const binaryFile = define<{ path: string }>({
  code: 'NET1902',
  severity: 'error',
  title: () => 'This file is not a text',
  label: ({ path }) => `\`${path}\` holds bytes that no text has`,
  hint: () => 'A netc program is a plain text in UTF-8.',
});

export const emptyFile = define<{ path: string }>({
  code: 'NET1903',
  severity: 'error',
  title: () => 'This file is empty',
  label: ({ path }) => `\`${path}\` declares nothing`,
  hint: () => 'A program declares at least a `model`; `data` and `train` say what it learns from, and how.',
});
