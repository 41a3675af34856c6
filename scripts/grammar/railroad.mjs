// @ts-check
/** Railroad diagrams as SVG: follow the line from left to right, and what stands on it is a program. */

/**
 * A picture of a node with its line at height 0: it enters at the left and leaves at the right.
 * @typedef {object} Picture
 * @property {number} width
 * @property {number} up How far it reaches above its line.
 * @property {number} down How far it reaches below it.
 * @property {(x: number, y: number) => string} draw
 *
 * @typedef {import('./productions.mjs').Node} Node
 */

/** Pixels: a letter's width, the half height of a box, a curve's radius, between things side by side and above. */
const letter = 8;
const half = 13;
const radius = 10;
const gap = 12;
const lane = 10;

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @param {number} x @param {number} y @param {string} way @returns {string} */
const line = (x, y, way) => `<path d="M${x} ${y}${way}"/>`;

/** @param {string} text @param {'literal' | 'rule' | 'token'} kind @returns {Picture} */
function box(text, kind) {
  const width = text.length * letter + 22;
  const round = kind === 'rule' ? 3 : half;
  return {
    width,
    up: half,
    down: half,
    draw: (x, y) =>
      `<g class="${kind}"><rect x="${x}" y="${y - half}" width="${width}" height="${2 * half}" rx="${round}"/>` +
      `<text x="${x + width / 2}" y="${y + 4.5}">${escaped(text)}</text></g>`,
  };
}

/** @param {readonly Picture[]} items @returns {Picture} */
function row(items) {
  return {
    width: items.reduce((total, { width }) => total + width, gap * Math.max(0, items.length - 1)),
    up: Math.max(...items.map(({ up }) => up)),
    down: Math.max(...items.map(({ down }) => down)),
    draw(x, y) {
      let at = x;
      return items
        .map((item, index) => {
          const joint = index === 0 ? '' : line(at, y, `h${gap}`);
          at += index === 0 ? 0 : gap;
          const drawn = item.draw(at, y);
          at += item.width;
          return joint + drawn;
        })
        .join('');
    },
  };
}

/** The first on the line, the others below it. @param {readonly Picture[]} items @returns {Picture} */
function fork(items) {
  const inner = Math.max(...items.map(({ width }) => width));
  const width = inner + 4 * radius;
  /** @type {number[]} */
  const heights = [];
  let below = 0;
  for (const [index, { up, down }] of items.entries()) {
    const height = index === 0 ? 0 : below + Math.max(lane + up, index === 1 ? 2 * radius : 0);
    heights.push(height);
    below = height + down;
  }
  return {
    width,
    up: items[0]?.up ?? 0,
    down: below,
    draw: (x, y) =>
      items
        .map((item, index) => {
          const height = heights[index] ?? 0;
          const left = (inner - item.width) / 2;
          const behind = inner - item.width - left;
          const into =
            index === 0
              ? `h${2 * radius + left}`
              : `a${radius} ${radius} 0 0 1 ${radius} ${radius}v${height - 2 * radius}` +
                `a${radius} ${radius} 0 0 0 ${radius} ${radius}h${left}`;
          const out =
            index === 0
              ? `h${2 * radius + behind}`
              : `h${behind}a${radius} ${radius} 0 0 0 ${radius} ${-radius}v${-(height - 2 * radius)}` +
                `a${radius} ${radius} 0 0 1 ${radius} ${-radius}`;
          const start = x + 2 * radius + left;
          return line(x, y, into) + item.draw(start, y + height) + line(start + item.width, y + height, out);
        })
        .join(''),
  };
}

/** On the line, with a way around it above. @param {Picture} item @returns {Picture} */
function detour(item) {
  const height = Math.max(2 * radius, item.up + lane);
  const width = item.width + 4 * radius;
  const curve = `a${radius} ${radius} 0 0`;
  return {
    width,
    up: height,
    down: item.down,
    draw: (x, y) =>
      line(
        x,
        y,
        `${curve} 0 ${radius} ${-radius}v${-(height - 2 * radius)}${curve} 1 ${radius} ${-radius}h${item.width}` +
          `${curve} 1 ${radius} ${radius}v${height - 2 * radius}${curve} 0 ${radius} ${radius}`,
      ) +
      line(x, y, `h${2 * radius}`) +
      item.draw(x + 2 * radius, y) +
      line(x + 2 * radius + item.width, y, `h${2 * radius}`),
  };
}

/**
 * On the line, and back below it, past the separator.
 * @param {Picture} item
 * @param {Picture | undefined} separator
 * @returns {Picture}
 */
function loop(item, separator) {
  const inner = Math.max(item.width, separator?.width ?? 0);
  const width = inner + 2 * radius;
  const height = Math.max(2 * radius, item.down + lane + (separator?.up ?? 0));
  const curve = `a${radius} ${radius} 0 0`;
  return {
    width,
    up: item.up,
    down: height + (separator?.down ?? 0),
    draw(x, y) {
      const left = (inner - item.width) / 2;
      const from = x + radius + left;
      const straight = inner - (separator?.width ?? 0);
      const back = (/** @type {number} */ length) => `h${-length}`;
      const down = `${curve} 1 ${radius} ${radius}v${height - 2 * radius}${curve} 1 ${-radius} ${radius}`;
      const right = x + radius + inner;
      const middle = right - straight / 2;
      const end = middle - (separator?.width ?? 0);
      return (
        line(x, y, `h${radius + left}`) +
        item.draw(from, y) +
        line(from + item.width, y, `h${inner - item.width - left + radius}`) +
        line(right, y, `${down}${back(straight / 2)}`) +
        (separator === undefined ? '' : separator.draw(end, y + height)) +
        line(
          end,
          y + height,
          `${back(straight / 2)}${curve} 1 ${-radius} ${-radius}v${-(height - 2 * radius)}${curve} 1 ${radius} ${-radius}`,
        )
      );
    },
  };
}

/** @param {Node} node @param {ReadonlySet<string>} tokens @returns {Picture} */
function picture(node, tokens) {
  switch (node.kind) {
    case 'literal':
      return box(node.text, 'literal');
    case 'rule':
      return box(node.name, tokens.has(node.name) ? 'token' : 'rule');
    case 'sequence':
      return row(node.items.map((item) => picture(item, tokens)));
    case 'choice':
      return fork(node.items.map((item) => picture(item, tokens)));
    case 'optional':
      return detour(picture(node.item, tokens));
    case 'repeat':
      return loop(picture(node.item, tokens), node.separator && picture(node.separator, tokens));
  }
}

const style = `
    path { fill: none; stroke: #57606a; stroke-width: 1.5 }
    circle { fill: #57606a }
    rect { stroke-width: 1.5 }
    text { font: 13px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; text-anchor: middle; fill: #1f2328 }
    .literal rect { fill: #ddf4ff; stroke: #0969da }
    .literal text { font-weight: bold }
    .token rect { fill: #fff8c5; stroke: #9a6700 }
    .token text { font-style: italic }
    .rule rect { fill: #ffffff; stroke: #57606a }
    @media (prefers-color-scheme: dark) {
      path { stroke: #8d96a0 }
      circle { fill: #8d96a0 }
      text { fill: #e6edf3 }
      .literal rect { fill: #0c2d6b; stroke: #58a6ff }
      .token rect { fill: #3b2300; stroke: #d29922 }
      .rule rect { fill: #161b22; stroke: #8d96a0 }
    }
  `;

const margin = 16;

/**
 * The diagram of a rule.
 * @param {string} name
 * @param {Node} node
 * @param {ReadonlySet<string>} tokens Names of what is no rule, but a kind of token.
 */
export function railroad(name, node, tokens) {
  const drawn = picture(node, tokens);
  const width = drawn.width + 2 * margin + 2 * gap;
  const height = drawn.up + drawn.down + 2 * margin;
  const y = margin + drawn.up;
  const start = margin + gap;
  const body =
    `<circle cx="${margin}" cy="${y}" r="4"/>` +
    line(margin, y, `h${gap}`) +
    drawn.draw(start, y) +
    line(start + drawn.width, y, `h${gap}`) +
    `<circle cx="${start + drawn.width + gap}" cy="${y}" r="4"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">\n` +
    `  <title>${escaped(name)}</title>\n  <style>${style}</style>\n` +
    `  ${body.replaceAll('><', '>\n  <')}\n</svg>\n`
  );
}
