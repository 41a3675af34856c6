import { define } from '../define.ts';
import { listed, type Saved } from './run.ts';

/** NET741x and NET742x: runs that others have, that do not fit into memory, whose numbers break. */

export const runInUse = define<{ readonly run: string; readonly pid: number; readonly host: string }>({
  code: 'NET7410',
  severity: 'error',
  title: ({ run }) => `${run} is being trained by another process`,
  label: () => '',
  given: ({ pid, host }) => `process ${pid}${host === '' ? '' : ` on ${host}`}`,
  hint: () => 'Wait until it ends, or stop it with Ctrl-C; it saves before it stops.',
});

/** Where a number was NaN or infinite first. */
export type BreakText =
  | { readonly kind: 'feed'; readonly input: string; readonly file: string | undefined }
  | { readonly kind: 'variable'; readonly path: string }
  | {
      readonly kind: 'op';
      readonly op: string;
      readonly part: 'forward' | 'backward' | 'update';
      /** `dense1 (small.net:12)`. */
      readonly layer: string;
    };

/** What most likely made a number break. */
export type BreakCause =
  | { readonly kind: 'data' | 'gradient' | 'logarithm' | 'weights' }
  | { readonly kind: 'inputs'; readonly input: string; readonly largest: string }
  /** The largest weight, where that is out of all proportion. */
  | { readonly kind: 'rate'; readonly rate: string | undefined; readonly largest: string | undefined };

const parts = {
  forward: 'in the forward pass',
  backward: 'in the gradients',
  update: 'in the update',
} as const;

function placeOf(place: BreakText): string {
  switch (place.kind) {
    case 'feed':
      return `${place.input}${place.file === undefined ? '' : ` of ${place.file}`}, as it came from the data`;
    case 'variable':
      return `${place.path}, as it was before`;
    case 'op':
      return `\`${place.op}\` of ${place.layer}, ${parts[place.part]}`;
  }
}

function adviceOn(cause: BreakCause): string {
  switch (cause.kind) {
    case 'data':
      return 'The data itself holds a number that is none: correct it, or take that sample out.';
    case 'weights':
      return 'The weights that training began with hold a number that is none: begin with others.';
    case 'gradient':
      return 'Limit the gradients with `clip: global_norm(1)`, or divide the learning rate by ten.';
    case 'logarithm':
      return 'It has no value there, as a logarithm has none at 0: keep what goes in away from 0.';
    case 'inputs':
      return `The numbers of ${cause.input} go up to ${cause.largest}: bring them near 1, in the data or with batchnorm as the first layer.`;
    case 'rate': {
      const grown = cause.largest === undefined ? '' : `Weights have grown to ${cause.largest}. `;
      const rate = cause.rate === undefined ? '' : ` (${cause.rate} at this step)`;
      return `${grown}Most often the learning rate${rate} is too high: divide it by ten, or limit the gradients with \`clip: global_norm(1)\`.`;
    }
  }
}

export const numbersBroke = define<{
  /** `The loss`, `dense1/kernel`. */
  readonly what: string;
  readonly value: number;
  readonly phase: string;
  readonly epoch: number;
  /** From 1; 0 before the first step, and undefined for what is measured after an epoch. */
  readonly step: number | undefined;
  readonly files: readonly string[];
  /** Undefined where it could not be found. */
  readonly place: BreakText | undefined;
  readonly cause: BreakCause;
  /** What is safe; undefined before the first save. */
  readonly saved: Saved | undefined;
}>({
  code: 'NET7001',
  severity: 'error',
  title: ({ what, value, phase, epoch, step }) => {
    const broken = Number.isNaN(value) ? 'NaN (not a number)' : 'infinite';
    if (step === 0) return `${what} is ${broken} before the first step of phase ${phase}`;
    const place = step === undefined ? '' : `, step ${step}`;
    return `${what} became ${broken} in phase ${phase}, epoch ${epoch}${place}`;
  },
  label: ({ place }) => (place === undefined ? 'trained here' : 'here first'),
  given: ({ place, files }) => {
    const batch = files.length === 0 ? 'a batch whose files are not known' : `the batch of ${listed(files)}`;
    return place === undefined ? batch : `first in ${placeOf(place)}; ${batch}`;
  },
  hint: ({ cause, saved }) => {
    if (saved === undefined) return adviceOn(cause);
    // A run goes on with the data and the program that it began with: smaller steps are all that can be changed.
    const goesOn = cause.kind === 'rate' || cause.kind === 'gradient';
    const next = goesOn
      ? `: go on from there more slowly with ${saved.resume}`
      : ', which can be evaluated and used; what is corrected begins a run of its own.';
    return `${adviceOn(cause)} Kept is ${saved.what}${next}`;
  },
});

export const weightsBeginBroken = define<{
  readonly file: string;
  readonly weight: string;
  readonly value: number;
}>({
  code: 'NET7411',
  severity: 'error',
  title: ({ file, weight, value }) => `${weight} of ${file} holds ${value}: nothing can begin with it`,
  label: () => 'begins with these weights',
  hint: () =>
    'The training that made it had broken down: take weights that were saved before, or leave them out.',
});

/** Batches that take less memory. */
export interface BatchAdvice {
  /** The largest that fits; 0 where none does. */
  readonly largest: number;
  /** Batches that make an update, as the program says. */
  readonly accumulate: number;
  /** The same update in parts that fit; undefined where there are none. */
  readonly parts: { readonly batch: number; readonly parts: number } | undefined;
}

const owners = {
  machine: 'this machine has',
  setting: 'NETC_MEMORY allows',
  wasm: 'WebAssembly has at most',
  gpu: 'the GPU has',
} as const;

const setting = 'NETC_MEMORY=8GB in the environment says how much netc may take, where you know better.';

function smallerBatch({ largest, accumulate, parts }: BatchAdvice): string {
  if (largest === 0)
    return 'Not even a batch of 1 fits: make the input or the network smaller, or free some memory.';
  const times = accumulate > 1 ? ` * ${accumulate}` : '';
  const inParts =
    parts === undefined
      ? ''
      : ` \`batch: ${parts.batch} * ${parts.parts}\` keeps the update as it is, and makes it in ${parts.parts} parts.`;
  return `The largest batch that fits is ${largest}: \`batch: ${largest}${times}\`.${inParts}`;
}

export const memoryTooSmall = define<{
  readonly phase: string;
  readonly batch: number;
  /** `6.20 GB`. */
  readonly need: string;
  readonly owner: keyof typeof owners;
  readonly limit: string;
  readonly advice: BatchAdvice;
}>({
  code: 'NET7412',
  severity: 'error',
  title: ({ phase, need, owner, limit }) =>
    `Phase ${phase} needs about ${need} of memory, and ${owners[owner]} ${limit}`,
  label: ({ batch }) => `trained in batches of ${batch}`,
  hint: ({ advice }) => `${smallerBatch(advice)} ${setting}`,
});

export const memoryTight = define<{
  readonly phase: string;
  readonly need: string;
  readonly owner: keyof typeof owners;
  readonly limit: string;
}>({
  code: 'NET7413',
  severity: 'warning',
  title: ({ phase, need, owner, limit }) =>
    `Phase ${phase} needs about ${need} of memory, and ${owners[owner]} ${limit}: it may run out`,
  label: () => 'trained here',
  hint: () => 'What is saved is safe whatever happens; a smaller batch takes less.',
});

export const noAmountOfMemory = define<{ readonly given: string }>({
  code: 'NET7414',
  severity: 'error',
  title: ({ given }) => `NETC_MEMORY=${given} is no amount of memory`,
  label: () => '',
  expected: () => 'a number with MB, GB, MiB or GiB, such as 2GB',
});

export const memoryRanOut = define<{
  readonly phase: string;
  readonly need: string;
  /** What the engine says. */
  readonly detail: string;
  readonly advice: BatchAdvice;
}>({
  code: 'NET7415',
  severity: 'error',
  title: ({ phase }) => `Memory ran out in phase ${phase}`,
  label: () => 'trained here',
  expected: ({ need }) => `about ${need} of memory`,
  given: ({ detail }) => detail,
  hint: ({ advice }) => smallerBatch(advice),
});
