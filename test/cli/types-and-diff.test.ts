import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { netc, tiny, workplace } from './netc.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('netc check --types', () => {
  const block = 'block Half(n: int, s: int = 2) = conv(n, 3, stride: s, padding: same)\n\n';

  it('prints blocks, models and trains', async () => {
    const { code, out, err } = await netc(workplace({ 'tiny.net': block + tiny }), [
      'check',
      'tiny.net',
      '--types',
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      'block Half(n: int, s: int = 2) : [h, w, c] -> [ceil(h / s), ceil(w / s), n]  // inferred',
      'model Tiny(photo: [12, 12, 3]) -> kind: [1]  // 213 parameters',
      'train tiny = Tiny on photos',
      '  phase tiny: 213 trainable, 0 frozen',
      '',
    ]);
  });

  it('adds them to the JSON', async () => {
    const words = ['check', 'tiny.net', '--types', '--format', 'json'];
    const { out } = await netc(workplace({ 'tiny.net': block + tiny }), words);
    expect(JSON.parse(out)).toMatchObject({
      diagnostics: [],
      types: { blocks: [{ name: 'Half', origin: 'inferred' }], models: [{ name: 'Tiny', params: 213 }] },
    });
    const without = await netc(workplace({ 'tiny.net': block + tiny }), words.toSpliced(2, 1));
    expect(JSON.parse(without.out)).toEqual({ diagnostics: [] });
  });
});

describe('netc diff', () => {
  const files = {
    'a.net': tiny,
    'b.net': tiny.replace('flatten', 'global_avgpool').replaceAll('Tiny', 'Pooled'),
  };

  it('shows both sides, and exits well', async () => {
    const { code, out, err } = await netc(workplace(files), ['diff', 'a.net', 'b.net']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('model Tiny → Pooled');
    expect(out).toMatch(/- +kind\.flatten1/);
    expect(out).toContain('parameters: 213 → 117 (-96, × 0.549)');
    expect(out).toContain('weights: 3 of 4 carry over, 113 of 117 parameters');
  });

  it("answers the lecture's question: GoogLeNet with a flatten in the place of its average", async () => {
    const [pooled, flattened] = ['pooled', 'flattened'].map((name) => `examples/googlenet_${name}.net`);
    const { out } = await netc(root, ['diff', pooled ?? '', flattened ?? '']);
    expect(out).toContain('parameters: 6,998,552 → 56,150,552 (+49,152,000, × 8.02)');
  });

  it('prints JSON', async () => {
    const { out } = await netc(workplace(files), ['diff', 'a.net', 'b.net', '--json', '--model', 'Pooled']);
    expect(JSON.parse(out)).toMatchObject({ models: [{ before: 'Tiny', after: 'Pooled', unchanged: 2 }] });
  });

  it('knows no model of another name', async () => {
    const { code, err } = await netc(workplace(files), ['diff', 'a.net', 'b.net', '--model', 'Other']);
    expect(code).toBe(2);
    expect(err).toContain('neither file has a model Other');
  });
});
