import type { DescribedPhoto, ExportDescription } from '../codegen/export/metadata.ts';
import { nothingToSee } from '../diagnostics/catalogue/page.ts';
import { elements } from '../typecheck/layers/sizes.ts';
import { answer } from './answer.ts';
import { startBackend } from './backend.ts';
import { decode } from './decode.ts';
import { byId, element } from './element.ts';
import { Fault } from './fault.ts';
import { openModel, type Levels, type PageModel } from './open-model.ts';
import { photoPlace, type PhotoPlace } from './photo-place.ts';
import { see } from './see.ts';

/** The photos of one column, and the inputs that take them. */
interface Column {
  readonly inputs: readonly [DescribedPhoto, ...DescribedPhoto[]];
  readonly place: PhotoPlace;
  /** By input, when there is one. */
  photo: Readonly<Record<string, Levels>> | undefined;
}

/** A page with its model. */
class Page {
  readonly #model: PageModel;
  readonly #computes: string;
  readonly #columns: readonly Column[];
  /** A photo that comes while another is looked at takes its place. */
  #newest = 0;

  constructor(model: PageModel, computes: string) {
    this.#model = model;
    this.#computes = computes;
    // A model that looks at anything else has no page.
    const inputs = model.description.inputs.filter((input) => 'resize' in input);
    const names = [...new Set(inputs.map(({ column }) => column))];
    this.#columns = names.flatMap((name) => {
      const [first, ...others] = inputs.filter(({ column }) => column === name);
      if (first === undefined) return [];
      const take = (files: FileList | null): void => void this.look(files, column);
      const place = photoPlace(first, names.length > 1 ? name : undefined, take);
      const column: Column = { inputs: [first, ...others], place, photo: undefined };
      return [column];
    });
    byId('photos').replaceChildren(...this.#columns.map(({ place }) => place.root));
  }

  /** The column of a place on the page, or the first that has no photo yet. */
  columnAt(target: EventTarget | null): Column | undefined {
    const inside = this.#columns.find(({ place }) => target instanceof Node && place.root.contains(target));
    return inside ?? this.#columns.find(({ photo }) => photo === undefined) ?? this.#columns[0];
  }

  /** Shows a photo and what the model says of it. */
  async look(files: FileList | null | undefined, column = this.columnAt(null)): Promise<void> {
    const turn = ++this.#newest;
    byId('fault').replaceChildren();
    byId('answers').classList.add('old');
    try {
      const file = files?.[0];
      if (file === undefined || column === undefined) throw new Fault(nothingToSee(undefined, {}));
      const began = performance.now();
      const raster = await decode(file);
      if (turn !== this.#newest) return;
      column.photo = Object.fromEntries(column.inputs.map((input) => [input.name, see(raster, input)]));
      const [first] = column.inputs;
      const seen = column.photo[first.name];
      if (seen !== undefined) column.place.show(file.name, seen, raster.height, raster.width);
      await this.#predict(turn, performance.now() - began);
    } catch (thrown) {
      if (turn === this.#newest) showFault(thrown);
    }
  }

  async #predict(turn: number, reading: number): Promise<void> {
    const photos = this.#columns.flatMap(({ photo }) => (photo === undefined ? [] : Object.entries(photo)));
    if (this.#columns.some(({ photo }) => photo === undefined)) return;
    say('Looking at it …');
    // So that the browser shows the photo before it computes.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const began = performance.now();
    const numbers = await this.#model.predict(Object.fromEntries(photos));
    const computing = performance.now() - began;
    if (turn !== this.#newest) return;
    const { outputs } = this.#model.description;
    const answers = byId('answers');
    answers.replaceChildren(
      ...outputs.map((output) => answer(output, numbers[output.name] ?? new Float32Array())),
    );
    answers.classList.remove('old');
    say(`${time(computing)} with ${this.#computes}, and ${time(reading)} to read the photo.`);
  }
}

async function start(): Promise<void> {
  const computes = await startBackend(new URLSearchParams(location.search).get('backend'));
  const model = await openModel();
  introduce(model.description);
  await warmUp(model);
  const page = new Page(model, computes);
  listen(page);
  say(`Ready. It computes with ${computes}.`);
}

function introduce({ model, run, weights, netc }: ExportDescription): void {
  document.title = model;
  byId('title').textContent = model;
  byId('about').textContent = `From the run ${run} (${weights} weights), exported by netc ${netc}.`;
}

/** The first prediction compiles; its time would tell nothing. */
async function warmUp(model: PageModel): Promise<void> {
  const black = model.description.inputs.map(({ name, shape }) => {
    const levels = new Uint8Array(elements(shape));
    return [name, { shape, levels }] as const;
  });
  await model.predict(Object.fromEntries(black));
}

function listen(page: Page): void {
  const { body } = document;
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    body.classList.add('over');
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) body.classList.remove('over');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    body.classList.remove('over');
    void page.look(event.dataTransfer?.files, page.columnAt(event.target));
  });
  document.addEventListener('paste', (event) => {
    event.preventDefault();
    void page.look(event.clipboardData?.files);
  });
}

const time = (milliseconds: number): string =>
  milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;

function say(text: string): void {
  byId('state').textContent = text;
}

function showFault(thrown: unknown): void {
  const title = thrown instanceof Error ? thrown.message : String(thrown);
  const hint = thrown instanceof Fault ? thrown.hint : undefined;
  byId('fault').replaceChildren(element('strong', {}, title), ...(hint === undefined ? [] : marked(hint)));
  byId('answers').classList.remove('old');
  byId('fault').scrollIntoView({ block: 'nearest' });
  say('');
}

/** A text whose commands stand in back quotes. */
function marked(text: string): readonly (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : element('code', {}, part)));
}

start().catch(showFault);
