import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/diagnostics/catalogue/index.ts';
import { here } from './here.ts';
import { netc, workplace } from './netc.ts';

describe('the command line', () => {
  it('shows its commands and an example', async () => {
    const { code, out } = await netc(workplace(), ['--help']);
    expect(code).toBe(0);
    for (const name of [
      'check',
      'summary',
      'diff',
      'build',
      'run',
      'eval',
      'predict',
      'sample',
      'engine',
      'weights',
      'doctor',
      'explain',
    ])
      expect(out).toContain(`netc ${name}`);
    expect(out).toContain('netc run examples/small_convnet.net');
  });

  it.each([
    'check',
    'summary',
    'diff',
    'build',
    'run',
    'eval',
    'predict',
    'sample',
    'engine',
    'weights',
    'doctor',
    'explain',
  ])('shows an example of %s', async (name) => {
    const { code, out } = await here([name, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Examples:\\n\\s+netc ${name}`));
  });

  it.each([
    [['chek', 'x.net'], 'NET7030', 'Did you mean netc check?'],
    [['frobnicate'], 'NET7030', '`netc --help` lists the commands'],
    [['check', 'x.net', '--formt', 'json'], 'NET7031', 'Did you mean --format?'],
    [['run', 'x.net', '--zzz'], 'NET7031', '`netc run --help` lists the options'],
    [['run', 'x.net', '--engine', 'tpu'], 'NET7032', '"tensorflow", "wasm", "cpu"'],
    [['run', 'x.net', '--seed', 'abc'], 'NET7032', '--seed wants a whole number'],
    [['run', 'x.net', '--engine', 'cpu', '--engine', 'wasm'], 'NET7032', '--engine is given more than once'],
    [['check'], 'NET7032', 'An argument is missing'],
    [['check', 'a.net', 'b.net'], 'NET7032', '`b.net` is one argument too many'],
    [['weights', 'add', 'imagenet/vgg16'], 'NET7032', 'netc weights add NAME FILE'],
    [['weights', 'burn'], 'NET7032', '"inspect", "match", "add", "list"'],
    [[], 'NET7032', 'A command is missing'],
    [['summary', 'x.net', '--set', 'epochs'], 'NET7033', '--set epochs=3'],
    [['explain', 'NET30020'], 'NET7034', 'Did you mean NET3002?'],
    [['explain', 'NET0000'], 'NET7034', 'has no diagnostic NET0000'],
    [
      ['predict', 'runs/0001', 'a.jpg', '--json', '--csv'],
      'NET7032',
      'Choose one of --json, --csv and --format',
    ],
  ])('answers %j with %s', async (words, code, text) => {
    const result = await here(words);
    expect(result.err).not.toContain('NET7099');
    expect(result.code).toBe(2);
    expect(result.err).toContain(code);
    expect(result.err.replace(/\s+/g, ' ')).toContain(text);
    expect(result.out).toBe('');
  });

  it('exits as it says', async () => {
    const { code, err } = await netc(workplace(), ['check', 'x.net', '--formt', 'json']);
    expect(code).toBe(2);
    expect(err).toContain('NET7031');
  });

  it('says that a file is not there, and which one may be meant', async () => {
    const result = await netc(workplace({ 'small.net': '' }), ['check', 'smal.net']);
    expect(result.code).toBe(2);
    expect(result.err).toContain('NET7010');
    expect(result.err).toContain('Did you mean small.net?');
  });

  it('says that a folder is no file', async () => {
    const result = await netc(workplace({ 'small.net/x': '' }), ['check', 'small.net']);
    expect(result.code).toBe(2);
    expect(result.err).toContain('NET7011');
  });

  it('explains a code', async () => {
    const { code, out } = await netc(workplace(), ['explain', 'net7003']);
    expect(code).toBe(0);
    expect(out).toContain('NET7003');
  });

  it.each(['NET3002', 'net3002', '3002'])('explains %s as a terminal shows it', async (given) => {
    const { code, out } = await here(['explain', given]);
    expect(code).toBe(0);
    expect(out).toMatch(/^NET3002: /);
    expect(out).toMatch(/\nWrong\n\n {4}model /);
    expect(out).not.toMatch(/```|<!--|^#/m);
  });

  it('lists all codes by family', async () => {
    const { code, out } = await here(['explain']);
    expect(code).toBe(0);
    expect(out.match(/^NET\dxxx, /gm)).toHaveLength(7);
    for (const entry of catalogue) expect(out).toMatch(new RegExp(`^  ${entry.code}  \\S`, 'm'));
  });

  it('looks at the machine', async () => {
    const { code, out } = await netc(workplace(), ['doctor', '--json']);
    expect(code).toBe(0);
    const { findings } = JSON.parse(out) as { findings: { what: string; state: string }[] };
    expect(findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Node.js', 'memory', 'engine wasm', 'working folder', 'cache folder']),
    );
  });
});
