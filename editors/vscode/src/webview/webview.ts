import type { FromPage, ToPage } from '../preview/messages.ts';
import { centerLabels } from './center-labels.ts';
import { cleanPicture } from './clean-picture.ts';
import { Zoom } from './zoom.ts';

declare function acquireVsCodeApi(): { readonly postMessage: (message: FromPage) => void };

const api = acquireVsCodeApi();
const graph = element('graph', HTMLElement);
const note = element('note', HTMLElement);
const models = element('model', HTMLSelectElement);
const zoom = new Zoom(graph);
let depth = 1;

/** What can be clicked: the picture names its elements by the paths of what they show. */
const selectable = 'g[id^="layer:"], g[id^="block:"], g[id^="frame:"]';

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.kind) {
    case 'graph':
      draw(data);
      break;
    case 'no-graph':
      note.textContent = data.reason;
      graph.classList.add('old');
      break;
    case 'highlight':
      highlight(data.boxes, data.reveal);
      break;
  }
});

models.addEventListener('change', () => {
  tell({ kind: 'model', name: models.value });
});
button('less', () => {
  tell({ kind: 'depth', depth: depth - 1 });
});
button('more', () => {
  tell({ kind: 'depth', depth: depth + 1 });
});
button('smaller', () => {
  zoom.by(1 / 1.25);
});
button('larger', () => {
  zoom.by(1.25);
});
button('fit', () => {
  zoom.fit();
});

graph.addEventListener('click', ({ target }) => {
  choose(target);
});
graph.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  choose(event.target);
});
tell({ kind: 'ready' });

function draw(answer: Extract<ToPage, { kind: 'graph' }>): void {
  const picture = cleanPicture(answer.svg);
  if (picture === undefined) return;
  depth = answer.depth;
  note.textContent = '';
  graph.classList.remove('old');
  graph.replaceChildren(picture);
  centerLabels(picture);
  for (const part of parts()) {
    const block = blockOf(part);
    part.setAttribute('tabindex', '0');
    part.setAttribute('role', 'button');
    if (block !== undefined) part.setAttribute('aria-expanded', String(block === 'open'));
  }
  zoom.show(picture);
  models.hidden = answer.models.length < 2;
  models.replaceChildren(
    ...answer.models.map((name) => {
      const option = document.createElement('option');
      option.textContent = name;
      option.selected = name === answer.model;
      return option;
    }),
  );
}

/** A click on a block opens or folds it; one on a layer goes to its line. */
function choose(target: EventTarget | null): void {
  const part = target instanceof Element ? target.closest<SVGGElement>(selectable) : null;
  if (part === null) return;
  const block = blockOf(part);
  const path = part.id.slice(part.id.indexOf(':') + 1);
  tell({ kind: block === 'open' ? 'fold' : block === 'folded' ? 'open' : 'reveal', path });
}

/** Marks the boxes of the current line. */
function highlight(boxes: readonly string[], reveal: boolean): void {
  let first: Element | undefined;
  for (const part of parts()) {
    const isHere = boxes.includes(part.id);
    part.classList.toggle('here', isHere);
    if (isHere) first ??= part;
  }
  if (reveal) first?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** Whether an element stands for a block, as one box or as a frame around what is in it. */
function blockOf({ id }: Element): 'open' | 'folded' | undefined {
  if (id.startsWith('block:')) return 'folded';
  return id.startsWith('frame:') ? 'open' : undefined;
}

function parts(): Iterable<SVGGElement> {
  return graph.querySelectorAll<SVGGElement>(selectable);
}

function button(id: string, pressed: () => void): void {
  element(id, HTMLButtonElement).addEventListener('click', pressed);
}

function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${id}.`);
  return found;
}

function tell(message: FromPage): void {
  api.postMessage(message);
}
