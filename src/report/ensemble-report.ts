import type { SampleNoun } from '../diagnostics/catalogue/words.ts';
import { accuracySvg } from './accuracy-chart.ts';
import { confusionSection, shareTable, type ReportConfusion } from './confusion-section.ts';
import { html, htmlTable, trusted, type Html } from './html.ts';
import { counted, duration } from './numbers.ts';
import { factSection, reportPage, sourceSection, tiles } from './report-page.ts';
import type { ReportFacts, ReportSource } from './report-page.ts';

/** A member of an ensemble as the report shows it. */
export interface ReportMember {
  readonly name: string;
  readonly model: string;
  /** Its own report, from the ensemble's folder. */
  readonly report: string;
  readonly status: 'waiting' | 'running' | 'done' | 'interrupted' | 'failed';
  readonly seed: number;
  readonly seconds: number;
  /** The share of validation photos that it tells right; null where that was not measured. */
  readonly validation: number | null;
}

/** How often members and their vote are right. */
export interface VoteFigures {
  readonly samples: number;
  /** What a sample is called. */
  readonly noun: SampleNoun;
  readonly members: readonly { readonly name: string; readonly accuracy: number }[];
  readonly accuracy: number;
  /** Above the members' mean accuracy, and above the best of them. */
  readonly gain: { readonly overMean: number; readonly overBest: number };
  /** How many of all pairs of members say different classes, a mean over samples. */
  readonly disagreement: number;
  /** The same of each pair of members. */
  readonly pairs: readonly (readonly number[])[];
  /**
   * The vote on training samples, each by the members whose bootstrap sample has left it out: an estimate that needs no
   * photos of its own. Absent where members have seen them all.
   */
  readonly outOfBag?: { readonly accuracy: number; readonly samples: number };
}

/** The same of a split, as the report shows it. */
export interface ReportVote extends VoteFigures {
  readonly split: 'test' | 'validation';
  /** How often the vote took each class for which; undefined of too many classes for a table. */
  readonly confusion: ReportConfusion | undefined;
}

/** Everything a report says of an ensemble. */
export interface EnsembleReport extends ReportFacts, ReportSource {
  readonly run: string;
  readonly status: 'running' | 'done' | 'interrupted' | 'failed';
  readonly ensemble: string;
  readonly dataset: string;
  readonly vote: 'mean' | 'majority' | 'weighted';
  readonly sample: 'all' | 'bootstrap';
  readonly members: readonly ReportMember[];
  /** Undefined before all are trained, and for data with neither test nor validation photos. */
  readonly judged: ReportVote | undefined;
  readonly started: string;
}

/** Beyond, a picture or a table of all members is larger than any screen. */
const [mostDrawn, mostPairs] = [60, 16];

const votes = {
  mean: 'the mean of their probabilities',
  majority: 'the class that most of them say',
  weighted: 'the mean of their probabilities, weighted by how often each is right in validation',
} as const;

/** The whole report as one HTML file that needs no network. */
export async function ensembleReportHtml(report: EnsembleReport): Promise<string> {
  const { ensemble, run, status, started, members, judged, dataset } = report;
  const seconds = members.reduce((sum, member) => sum + member.seconds, 0);
  const head = {
    ...{ heading: ensemble, run, status, started, took: duration(seconds) },
    what: `${counted(members.length, 'member')} on ${dataset}`,
  };
  const judgedSections =
    judged === undefined
      ? []
      : [
          figureTiles(judged),
          await pictureSection(judged),
          memberSection(report),
          pairSection(judged),
          confusionSection(
            judged.confusion === undefined ? [] : [judged.confusion],
            `The vote on the ${judged.split} split`,
          ),
        ];
  return reportPage(head, [
    ...(judged === undefined ? [memberSection(report)] : judgedSections),
    factSection(report, {
      vote: votes[report.vote],
      'trained on':
        report.sample === 'bootstrap' ? 'a bootstrap sample each' : `all training ${report.data.noun}s each`,
    }),
    sourceSection(report),
  ]);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const points = (difference: number): string =>
  `${difference < 0 ? '−' : '+'}${Math.abs(difference * 100).toFixed(1)}`;

function figureTiles({ split, noun, accuracy, gain, disagreement, outOfBag }: ReportVote): Html {
  return tiles([
    [percent(accuracy), `${split} accuracy of the vote`],
    [points(gain.overMean), 'points over its members on average'],
    [points(gain.overBest), 'points over the best of them'],
    [percent(disagreement), `of the ${noun}s divide two members, on average`],
    ...(outOfBag === undefined
      ? []
      : [
          [
            percent(outOfBag.accuracy),
            `out of bag, of ${counted(outOfBag.samples, `training ${noun}`)}`,
          ] as const,
        ]),
  ]);
}

async function pictureSection(judged: ReportVote): Promise<Html> {
  const { members, accuracy, split, samples, noun, outOfBag } = judged;
  if (members.length > mostDrawn) return html``;
  const svg = await accuracySvg({ members, vote: accuracy });
  const bag =
    outOfBag === undefined
      ? ''
      : ` Out of bag, each training ${noun} is told by those members alone whose sample has left it out: an estimate that takes no ${noun}s of its own.`;
  return html`<section>
    <h2>Members and their vote</h2>
    <figure class="chart single">${trusted(svg)}</figure>
    <p class="muted">On ${counted(samples, `${split} ${noun}`)}.${bag}</p>
  </section>`;
}

function memberSection({ members, judged, vote, ensemble }: EnsembleReport): Html {
  const validated = members.some(({ validation }) => validation !== null);
  const accuracyOf = (name: string): number | undefined =>
    judged?.members.find((member) => member.name === name)?.accuracy;
  const columns = [
    { title: 'member' },
    ...(judged === undefined ? [] : [{ title: `${judged.split} accuracy`, numeric: true }]),
    ...(validated ? [{ title: 'validation accuracy', numeric: true }] : []),
    { title: 'model' },
    { title: 'status' },
    { title: 'seed', numeric: true },
    { title: 'time', numeric: true },
  ];
  const maybe = (share: number | null | undefined): string =>
    share === null || share === undefined ? '' : percent(share);
  const rows = members.map((member) => [
    member.status === 'waiting' ? member.name : html`<a href="${member.report}">${member.name}</a>`,
    ...(judged === undefined ? [] : [maybe(accuracyOf(member.name))]),
    ...(validated ? [maybe(member.validation)] : []),
    member.model,
    member.status,
    String(member.seed),
    member.seconds === 0 ? '' : duration(member.seconds),
  ]);
  const total =
    judged === undefined
      ? []
      : [[ensemble, percent(judged.accuracy), ...(validated ? [''] : []), `vote: ${vote}`, '', '', '']];
  return html`<section>
    <h2>Members</h2>
    ${htmlTable(columns, [...rows, ...total])}
  </section>`;
}

function pairSection({ members, pairs }: ReportVote): Html {
  if (members.length < 3 || members.length > mostPairs) return html``;
  const names = members.map(({ name }) => name);
  const most = Math.max(...pairs.flat());
  const rows = pairs.map((row, one) =>
    row.map((share, other) => ({
      text: one === other ? '' : percent(share),
      share: most === 0 ? 0 : share / most,
    })),
  );
  return html`<section>
    <h2>Who disagrees with whom</h2>
    <p class="muted">The share of photos of which two members say different classes.</p>
    ${shareTable('', names, rows)}
  </section>`;
}
