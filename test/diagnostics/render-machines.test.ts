import { describe, expect, test } from 'vitest';
import { renderGithub } from '../../src/diagnostics/render-github.ts';
import { renderJson } from '../../src/diagnostics/render-json.ts';
import { renderSarif } from '../../src/diagnostics/render-sarif.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { diagnostic, labelOn } from '../support/diagnostic.ts';

const file = sourceFile('my nets/small.net', 'train a = b on c {\n  batch = 20\n  "é🐱" x\n}\n');
const equals = labelOn(file, '=', 'write `:`', 1);
const mistake = diagnostic({
  code: 'NET1201',
  title: 'A setting is written with `:`',
  labels: [equals, labelOn(file, 'train', 'in this')],
  expected: '`:`',
  given: '`=`',
  hint: '100% sure,\nreally',
  fixes: [{ title: 'Write `:`', edits: [{ span: equals.span, newText: ':' }] }],
});
const placeless = diagnostic({ code: 'NET7005', severity: 'advice', title: 'The disk is nearly full' });

describe('JSON', () => {
  test('holds code, severity, message, file, range and fixes, counted from 1', () => {
    const range = { start: { line: 2, column: 9 }, end: { line: 2, column: 10 } };
    expect(JSON.parse(renderJson([mistake, placeless]))).toEqual({
      diagnostics: [
        {
          code: 'NET1201',
          severity: 'error',
          message: 'A setting is written with `:`',
          file: 'my nets/small.net',
          range,
          labels: [
            { file: 'my nets/small.net', range, text: 'write `:`' },
            {
              file: 'my nets/small.net',
              range: { start: { line: 1, column: 1 }, end: { line: 1, column: 6 } },
              text: 'in this',
            },
          ],
          expected: '`:`',
          given: '`=`',
          hint: '100% sure,\nreally',
          chain: [],
          fixes: [{ title: 'Write `:`', edits: [{ file: 'my nets/small.net', range, newText: ':' }] }],
        },
        {
          code: 'NET7005',
          severity: 'advice',
          message: 'The disk is nearly full',
          file: null,
          range: null,
          labels: [],
          chain: [],
          fixes: [],
        },
      ],
    });
  });

  test('counts columns in UTF-16 units, as editors do', () => {
    const rendered: unknown = JSON.parse(renderJson([diagnostic({ labels: [labelOn(file, 'x', '')] })]));
    expect(rendered).toMatchObject({ diagnostics: [{ range: { start: { line: 3, column: 9 } } }] });
  });

  test('is an empty list when there is nothing', () => {
    expect(JSON.parse(renderJson([]))).toEqual({ diagnostics: [] });
  });
});

describe('SARIF', () => {
  test('holds one run with rules, results, related places and fixes', () => {
    const region = { startLine: 2, startColumn: 9, endLine: 2, endColumn: 10 };
    const artifactLocation = { uri: 'my%20nets/small.net' };
    expect(JSON.parse(renderSarif([mistake, placeless]))).toEqual({
      $schema: expect.stringContaining('sarif-schema-2.1.0.json') as unknown,
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'netc', rules: [{ id: 'NET1201' }, { id: 'NET7005' }] } },
          columnKind: 'utf16CodeUnits',
          results: [
            {
              ruleId: 'NET1201',
              ruleIndex: 0,
              level: 'error',
              message: {
                text: 'A setting is written with `:`: write `:`\nexpected: `:`\ngiven: `=`\n100% sure,\nreally',
              },
              locations: [{ physicalLocation: { artifactLocation, region } }],
              relatedLocations: [
                {
                  id: 0,
                  physicalLocation: {
                    artifactLocation,
                    region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 6 },
                  },
                  message: { text: 'in this' },
                },
              ],
              fixes: [
                {
                  description: { text: 'Write `:`' },
                  artifactChanges: [
                    {
                      artifactLocation,
                      replacements: [{ deletedRegion: region, insertedContent: { text: ':' } }],
                    },
                  ],
                },
              ],
            },
            {
              ruleId: 'NET7005',
              ruleIndex: 1,
              level: 'note',
              message: { text: 'The disk is nearly full' },
              locations: [],
            },
          ],
        },
      ],
    });
  });

  test('writes paths of any system as references', () => {
    const odd = sourceFile('nets\\größe #1?.net', 'x');
    expect(renderSarif([diagnostic({ labels: [labelOn(odd, 'x', '')] })])).toContain(
      '"uri": "nets/gr%C3%B6%C3%9Fe%20%231%3F.net"',
    );
  });
});

describe('workflow commands', () => {
  test('are one line each, escaped', () => {
    const odd = sourceFile('a,b:c.net', 'x');
    const commands = renderGithub([
      mistake,
      diagnostic({ severity: 'warning', labels: [labelOn(odd, 'x', 'here')] }),
      placeless,
    ]);
    expect(commands).toBe(
      '::error file=my nets/small.net,line=2,endLine=2,col=9,endColumn=9,title=NET1201::' +
        'A setting is written with `:`: write `:`%0Aexpected: `:`%0Agiven: `=`%0A100%25 sure,%0Areally\n' +
        '::warning file=a%2Cb%3Ac.net,line=1,endLine=1,col=1,endColumn=1,title=NET3001::Something does not fit: here\n' +
        '::notice title=NET7005::The disk is nearly full\n',
    );
  });
});
