import { describe, expect, test } from 'vitest';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';

function titles(text: string): readonly string[] {
  return parse(sourceFile('any.net', text)).diagnostics.map(({ title }) => title);
}

describe('a file that is no program gets one diagnostic', () => {
  test.each([
    ['a Pajek network file', '*Vertices 3\n1 "a"\n2 "b"\n*Arcs\n1 2\n'],
    ['a Pajek network file', '% comment\r\n*network trade\r\n*vertices 10\r\n'],
    ['a SPICE netlist', '* RC filter\nR1 1 2 10k\nC1 2 0 1u\n.end\n'],
    ['a SPICE netlist', 'Amplifier\nR1 in out 4.7k\nR2 out 0 1k\n'],
    ['a PADS netlist', '*PADS-PCB*\n*PART*\nR1 0805\n*NET*\n'],
    ['an EDIF or KiCad netlist', '(export (version "E")\n  (design))\n'],
    ['a TINA net file (a Petri net)', 'net phils\ntr t0 p0 -> p1\npl p0 (1)\n'],
    ['an XML or HTML file', '<?xml version="1.0"?>\n<net/>\n'],
    ['a JSON file', '{\n  "model": 3\n}\n'],
    ['a Python program', 'import tensorflow as tf\nmodel = tf.keras.Sequential()\n'],
  ])('%s', (what, text) => {
    expect(titles(text)).toEqual([`This is ${what}, not a netc program`]);
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t\r\n'],
    ['a byte order mark', '\uFEFF'],
  ])('%s', (_, text) => {
    expect(titles(text)).toEqual(['This file is empty']);
  });

  test.each([
    ['a picture', '\u0089PNG\r\n\u001A\n\u0000\u0000'],
    ['UTF-16', 'm\u0000o\u0000d\u0000e\u0000l\u0000'],
    ['bytes that were no UTF-8', 'model \uFFFD\uFFFD\uFFFD'],
  ])('%s', (_, text) => {
    expect(titles(text)).toEqual(['This file is not a text']);
  });
});

describe('a program is never taken for something else', () => {
  test.each([
    ['a comment about other files', '// *Vertices 3\n// .end\nconst a = 1\n'],
    ['names of parts', 'model R1(in: [1]) {\n  output C1 = in -> dense(1)\n}\n'],
    ['a byte order mark and Windows line ends', '\uFEFFconst a = 1\r\nconst b = 2\r\n'],
    ['only comments', '/// Nothing yet.\n'],
  ])('%s', (_, text) => {
    expect(titles(text)).toEqual([]);
  });

  test('not even when it is broken', () => {
    expect(titles('modle Small(x: [1]) {\n  output y = x\n}\n')).toEqual([
      '`modle` is not a kind of declaration',
    ]);
  });
});
