/** A piece of HTML that is safe to put into a page as it is. */
export interface Html {
  readonly html: string;
}

type Insert = string | number | Html | readonly Html[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML: nothing in it is markup any more. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

const insert = (value: Insert): string => {
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
};

/** Template tag: whatever is put in is escaped, unless it is HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly Insert[]): Html {
  return {
    html: parts.reduce((text, part, index) => text + insert(values[index - 1] ?? '') + part),
  };
}

/** Marks text made by this program itself, an SVG or a style sheet, as HTML. */
export function trusted(text: string): Html {
  return { html: text };
}

export interface HtmlColumn {
  readonly title: string;
  readonly numeric?: boolean;
}

/** A table that scrolls sideways by itself where the page is narrow. */
export function htmlTable(
  columns: readonly HtmlColumn[],
  rows: readonly (readonly (string | Html)[])[],
): Html {
  const head = columns.map(({ title, numeric }) =>
    numeric === true ? html`<th class="number">${title}</th>` : html`<th>${title}</th>`,
  );
  const body = rows.map((row) => {
    const cells = row.map((cell, index) =>
      columns[index]?.numeric === true ? html`<td class="number">${cell}</td>` : html`<td>${cell}</td>`,
    );
    return html`<tr>
      ${cells}
    </tr>`;
  });
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}
