import { expect, test } from 'vitest';
import { addressOf, published } from '../../src/runtime/weights/published/published.ts';
import { describeWithPython, python } from '../support/reference-python.ts';

describeWithPython('reference', 'published weights', () => {
  test('are those of Keras, at its addresses and with its checksums', async () => {
    const blocks = [...new Set(published.map(({ block }) => block))];
    const out = await python('reference', 'test/ecosystems/published.py', blocks);
    const own = published.map((each) => ({
      block: each.block,
      top: each.top,
      url: addressOf(each),
      md5: each.md5 ?? null,
    }));
    expect(own).toEqual(JSON.parse(out));
  }, 120_000);
});
