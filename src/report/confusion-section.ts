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
    ${confusions.map(
      ({ name, classes, counts }) =>
        html`<div class="scroll">
          <table class="confusion">
            <caption>
              ${name}
            </caption>
            <tr>
              <th></th>
              ${classes.map((title) => html`<th class="number">${title}</th>`)}
            </tr>
            ${counts.map((row, actual) => confusionRow(classes[actual] ?? '', row))}
          </table>
        </div>`,
    )}
  </section>`;
}

function confusionRow(title: string, row: readonly number[]): Html {
  const total = row.reduce((sum, count) => sum + count, 0);
  return html`<tr>
    <th>${title}</th>
    ${row.map((count) => {
      const share = total === 0 ? 0 : count / total;
      return html`<td class="number" style="--share: ${share.toFixed(3)}">${grouped(count)}</td>`;
    })}
  </tr>`;
}
