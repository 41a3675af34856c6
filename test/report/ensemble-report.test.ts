import { describe, expect, it } from 'vitest';
import { ensembleReportHtml, type EnsembleReport } from '../../src/report/ensemble-report.ts';
import { facts } from './facts.ts';

const names = ['small-1', 'small-2', 'deep'];
const accuracies = [0.9, 0.885, 0.915];

const report: EnsembleReport = {
  run: 'runs/0003-mixed',
  status: 'done',
  ensemble: 'mixed',
  dataset: 'pets',
  vote: 'weighted',
  sample: 'bootstrap',
  members: names.map((name, index) => ({
    name,
    model: name === 'deep' ? 'Deep' : 'Small',
    report: `members/0${index + 1}-${name}/report.html`,
    status: 'done',
    seed: index,
    seconds: 60,
    validation: 0.9 - index / 100,
  })),
  judged: {
    split: 'test',
    samples: 1000,
    noun: 'photo',
    members: names.map((name, index) => ({ name, accuracy: accuracies[index] ?? NaN })),
    accuracy: 0.925,
    gain: { overMean: 0.025, overBest: -0.0125 },
    disagreement: 0.08,
    pairs: [
      [0, 0.05, 0.09],
      [0.05, 0, 0.1],
      [0.09, 0.1, 0],
    ],
    outOfBag: { accuracy: 0.911, samples: 1990 },
    confusion: {
      name: 'mixed',
      classes: ['cat', 'dog'],
      counts: [
        [470, 30],
        [45, 455],
      ],
    },
  },
  ...facts,
  source: { path: 'mixed.net', text: '/// <script>alert("x")</script>' },
  command: 'netc run mixed.net --train mixed --seed 0',
};

describe('the report of an ensemble', () => {
  it('shows members, their vote, how they differ and what the vote mistakes', async () => {
    const page = await ensembleReportHtml(report);
    expect(page).toContain('aria-label="accuracy of 3 members from 88.5 % to 91.5 %, of their vote 92.5 %"');
    expect(page.match(/<svg /g)).toHaveLength(1);
    for (const text of [
      '<b>92.5 %</b>',
      '<b>+2.5</b>',
      '<b>−1.3</b>',
      '<b>8.0 %</b>',
      '<b>91.1 %</b>',
      '3 m 00 s',
    ])
      expect(page).toContain(text);
    expect(page).toMatch(/<a href="members\/03-deep\/report\.html">deep<\/a>.*91\.5 %.*88\.0 %/s);
    expect(page).toContain('style="--share: 0.900">9.0 %</td>');
    expect(page).toMatch(/The vote on the test split: rows.*style="--share: 0\.940">470<\/td>/s);
  });

  it('is of what there is before all members are trained', async () => {
    const members = report.members.map((member, index) =>
      index === 0
        ? { ...member, validation: null }
        : { ...member, status: 'waiting' as const, seconds: 0, validation: null },
    );
    const page = await ensembleReportHtml({ ...report, status: 'interrupted', members, judged: undefined });
    expect(page).not.toContain('<svg');
    expect(page.match(/<a href=/g)).toHaveLength(1);
    expect(page).toContain('waiting');
  });

  it('leaves out what is too large to be seen, and takes nothing for markup', async () => {
    const { judged } = report;
    if (judged === undefined) throw new Error('it was judged');
    const many = Array.from({ length: 100 }, (_, index) => ({ name: `small-${index}`, accuracy: 0.9 }));
    const pairs = many.map(() => many.map(() => 0.5));
    const large = { ...judged, members: many, pairs, confusion: undefined };
    const page = await ensembleReportHtml({ ...report, judged: large });
    for (const text of ['<svg', 'Who disagrees', 'What was taken', '<script'])
      expect(page).not.toContain(text);
    expect(page).toContain('data/&lt;pets&gt;');
    expect(page).not.toMatch(/(?:src|href)="(?!members\/)/);
  });
});
