import { describe, expect, it } from 'vitest';
import { runReportHtml, type ReportEpoch, type RunReport } from '../../src/report/run-report.ts';
import { fakePhase, fakeProgram } from '../runtime/train/fake.ts';
import { facts } from './facts.ts';

const epochs: readonly ReportEpoch[] = Array.from({ length: 5 }, (_, index) => ({
  phase: index < 3 ? 'top' : 'fine',
  epoch: index < 3 ? index + 1 : index - 2,
  loss: 0.7 - index / 10,
  metrics: { accuracy: 0.5 + index / 10 },
  val: { loss: 0.7 - index / 20, accuracy: 0.5 + index / 20 },
  seconds: 5,
  imagesPerSecond: 400,
  waitedForData: 0.25,
}));

const report: RunReport = {
  run: 'runs/0001-small',
  status: 'done',
  program: fakeProgram(
    fakePhase('top', { kind: 'epochs', count: 3 }),
    fakePhase('fine', { kind: 'epochs', count: 2 }),
  ),
  epochs,
  best: { phase: 'fine', epoch: 2, figure: 'val_loss', value: 0.5 },
  test: { loss: 0.61, accuracy: 0.745 },
  confusions: [
    {
      name: 'confusion',
      classes: ['cat', 'dog'],
      counts: [
        [400, 100],
        [155, 1345],
      ],
    },
  ],
  seconds: 125,
  ...facts,
  seed: 1,
  source: { path: 'small.net', text: '/// <script>alert("x")</script>\nmodel Small() {}' },
  command: 'netc run small.net --seed 1',
};

describe('the report of a run', () => {
  it('needs nothing from the network', async () => {
    const page = await runReportHtml(report);
    expect(page).not.toMatch(/(?:src|href)=/);
    expect(page.match(/https?:\/\/[^"'\s<]+/g) ?? []).toEqual(
      page.match(/http:\/\/www\.w3\.org\/[^"'\s<]+/g) ?? [],
    );
    expect(page).not.toMatch(/@import|url\(/);
  });

  it('draws the loss and each metric, training beside validation', async () => {
    const page = await runReportHtml(report);
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page).toContain(
      'aria-label="loss by epoch, training from 0.700 to 0.300, validation from 0.700 to 0.500"',
    );
    expect(page).toContain('accuracy by epoch, training from 0.500 to 0.900');
  });

  it('shows the test result, the phases and how to run it again', async () => {
    const page = await runReportHtml(report);
    for (const text of ['74.5 %', '2 m 05 s', '2 epochs', 'netc run small.net --seed 1', 'sha256:00'])
      expect(page).toContain(text);
  });

  it('shows what was taken for what, with its split', async () => {
    const page = await runReportHtml(report);
    expect(page).toMatch(/Test split: rows.*<caption>\s*confusion\s*<\/caption>/s);
    expect(page).toContain('style="--share: 0.897">1,345</td>');
    expect(await runReportHtml({ ...report, test: null })).toContain('Validation after the last epoch: rows');
    expect(await runReportHtml({ ...report, confusions: [] })).not.toContain('What was taken');
  });

  it('shows the share of each of several tasks in the loss', async () => {
    const shared = epochs.map((epoch) => ({ ...epoch, shares: { kind: 0.75, aux: 0.25 } }));
    const page = await runReportHtml({ ...report, epochs: shared });
    expect(page.match(/<svg /g)).toHaveLength(4);
    expect(page).toMatch(/<th class="number">share of kind<\/th>.*<td class="number">75\.0 %<\/td>/s);
  });

  it('takes nothing that was written by others for markup', async () => {
    const page = await runReportHtml(report);
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(page).toContain('data/&lt;pets&gt;');
  });

  it('can be written before the first epoch, and without validation', async () => {
    const before = await runReportHtml({ ...report, epochs: [], best: null, test: null, status: 'failed' });
    expect(before).not.toContain('<svg');
    const [first] = epochs;
    if (first === undefined) throw new Error('no epoch');
    const { phase, epoch, loss, metrics, seconds, imagesPerSecond, waitedForData } = first;
    const alone = { phase, epoch, loss, metrics, seconds, imagesPerSecond, waitedForData };
    const page = await runReportHtml({ ...report, epochs: [alone] });
    expect(page).toContain('aria-label="loss by epoch, training from 0.700 to 0.700"');
  });
});
