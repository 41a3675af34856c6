import { html, type Html } from './html.ts';
import { grouped } from './numbers.ts';

/** How often each class (row) was taken for which (column). */
export interface ReportConfusion {
  /** Of the metric: `confusion`, `confusion/kind`. */
  readonly name: string;
  readonly classes: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** A table a confusion; cells are darker the larger a share of their row they are. */
export function confusionSection(confusions: readonly ReportConfusion[], split: string): Html {
  if (confusions.length === 0) return html``;
  return html`<section>
    <h2>What was taken for what</h2>
    <p class="muted">${split}: rows are what is there, columns what was said.</p>
    ${confusions.map(({ name, classes, counts }) => shareTable(name, classes, counts.map(sharesOfRow)))}
  </section>`;
}

/** What stands in a cell, and how dark it is: a share from 0 to 1. */
export interface ShareCell {
  readonly text: string;
  readonly share: number;
}

/** A table with the same names at its rows and its columns. */
export function shareTable(
  caption: string,
  names: readonly string[],
  rows: readonly (readonly ShareCell[])[],
): Html {
  return html`<div class="scroll">
    <table class="confusion">
      ${
        caption === ''
          ? html``
          : html`<caption>
              ${caption}
            </caption>`
      }
      <tr>
        <th></th>
        ${names.map((title) => html`<th class="number">${title}</th>`)}
      </tr>
      ${rows.map(
        (row, place) =>
          html`<tr>
            <th>${names[place] ?? ''}</th>
            ${row.map(({ text, share }) => html`<td class="number" style="--share: ${share.toFixed(3)}">${text}</td>`)}
          </tr>`,
      )}
    </table>
  </div>`;
}

function sharesOfRow(row: readonly number[]): readonly ShareCell[] {
  const total = row.reduce((sum, count) => sum + count, 0);
  return row.map((count) => ({ text: grouped(count), share: total === 0 ? 0 : count / total }));
}
