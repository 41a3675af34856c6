import type { SampleNoun } from '../diagnostics/catalogue/words.ts';
import { html, trusted, type Html } from './html.ts';
import { grouped } from './numbers.ts';
import { reportStyle } from './report-style.ts';

/** What stands at the top of a report. */
export interface ReportHead {
  readonly heading: string;
  readonly run: string;
  /** What was trained on what: `SmallConvNet on pets`. */
  readonly what: string;
  readonly status: 'running' | 'done' | 'interrupted' | 'failed';
  readonly started: string;
  /** `2 m 05 s`. */
  readonly took: string;
  readonly more?: Html;
}

/** A whole report as one HTML file that needs no network. */
export function reportPage(head: ReportHead, sections: readonly Html[]): string {
  const { heading, run, what, status, started, took, more } = head;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${heading} · ${run}</title>
        <style>
          ${trusted(reportStyle)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <h1>${heading}</h1>
            <p class="muted">
              ${what} · ${run} · <span class="status ${status}">${status}</span> · ${started} · ${took}
            </p>
            ${more ?? html``}
          </header>
          ${sections}
        </main>
      </body>
    </html>`;
  return page.html;
}

/** Figures that are to be seen first, each above what it is of. */
export function tiles(list: readonly (readonly [value: string, label: string])[]): Html {
  if (list.length === 0) return html``;
  return html`<section class="tiles">
    ${list.map(([value, label]) => html`<div class="tile"><b>${value}</b><span>${label}</span></div>`)}
  </section>`;
}

/** What a run was made with. */
export interface ReportFacts {
  readonly engine: { readonly name: string; readonly description: string; readonly reason: string };
  readonly data: {
    readonly folder: string;
    readonly fingerprint: string;
    readonly classes: readonly string[];
    readonly samples: { readonly train: number; readonly validation: number; readonly test: number };
    readonly noun: SampleNoun;
  };
  readonly versions: Readonly<Record<string, string>>;
}

/** Data, engine and versions. @param more facts beside them, by name */
export function factSection(
  { data, engine, versions }: ReportFacts,
  more: Readonly<Record<string, string>>,
): Html {
  const { train, validation, test } = data.samples;
  const facts: readonly (readonly [string, string])[] = [
    [`${data.noun}s`, `${grouped(train)} training, ${grouped(validation)} validation, ${grouped(test)} test`],
    ['classes', data.classes.join(', ')],
    ['folder', data.folder],
    ['fingerprint', data.fingerprint],
    ['engine', `${engine.name}: ${engine.description}`],
    ['chosen because', engine.reason],
    ...Object.entries(more),
    ...Object.entries(versions),
  ];
  return html`<section>
    <h2>Data, engine, versions</h2>
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </section>`;
}

/** The `.net` file that ran, and how to run it again. */
export interface ReportSource {
  readonly source: { readonly path: string; readonly text: string };
  readonly command: string;
}

export function sourceSection({ source, command }: ReportSource): Html {
  return html`<section>
    <h2>Program</h2>
    <p class="muted">${source.path}, run with <code>${command}</code></p>
    <pre>${source.text}</pre>
  </section>`;
}
