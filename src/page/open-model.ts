import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import { io, type NamedTensorMap, tensor, dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { ExportDescription } from '../codegen/export/metadata.ts';
import { modelNotEmbedded, modelNotFound } from '../diagnostics/catalogue/page.ts';
import { Fault } from './fault.ts';

/** Bytes of a photo as the network takes them. */
export interface Levels {
  readonly shape: readonly number[];
  readonly levels: Uint8Array;
}

/** The model of the page's folder. */
export interface PageModel {
  readonly description: ExportDescription;
  /** Levels by input; gives the numbers of each output. */
  predict(photos: Readonly<Record<string, Levels>>): Promise<Readonly<Record<string, Float32Array>>>;
}

/** What `model.js` hands over: the text of `model.json`, and the weights in base64. */
interface Embedded {
  readonly json: io.ModelJSON;
  readonly shards: readonly string[];
}

/**
 * Opens the model beside the page: a page that was opened as a file may read no files and has it in a script.
 * @throws Fault NET7340 where there is no such script, NET7341 where the server does not have the model
 */
export async function openModel(): Promise<PageModel> {
  const model = location.protocol === 'file:' ? await fromScript() : await fromServer();
  const described: unknown = model.metadata;
  if (!isDescription(described))
    throw new Fault(modelNotFound(undefined, { reason: 'it was not made by netc' }));
  return {
    description: described,
    async predict(photos) {
      const feeds: NamedTensorMap = Object.fromEntries(
        Object.entries(photos).map(([name, { shape, levels }]) => [
          name,
          tensor(Float32Array.from(levels), [1, ...shape], 'float32'),
        ]),
      );
      const results = [model.execute(feeds, model.outputNodes)].flat();
      const numbers = await Promise.all(
        results.map(async (result, index) => [model.outputNodes[index] ?? '', await floats(result)] as const),
      );
      dispose([feeds, results]);
      return Object.fromEntries(numbers);
    },
  };
}

const floats = (result: Tensor): Promise<Float32Array> => result.data<'float32'>();

function fromServer(): Promise<GraphModel> {
  return loadGraphModel('model.json').catch((error: unknown) => {
    throw new Fault(
      modelNotFound(undefined, { reason: error instanceof Error ? error.message : String(error) }),
    );
  });
}

async function fromScript(): Promise<GraphModel> {
  const { json, shards } = await embedded();
  const data = shards.map((shard) => Uint8Array.from(atob(shard), (letter) => letter.charCodeAt(0)).buffer);
  return loadGraphModel({
    load: () =>
      io.getModelArtifactsForJSON(json, (manifest) => Promise.resolve([io.getWeightSpecs(manifest), data])),
  });
}

declare global {
  interface Window {
    /** Called by `model.js`. */
    netcModel?: (json: io.ModelJSON, shards: readonly string[]) => void;
  }
}

function embedded(): Promise<Embedded> {
  return new Promise((resolve, reject) => {
    window.netcModel = (json, shards) => {
      resolve({ json, shards });
    };
    const script = document.createElement('script');
    script.src = 'model.js';
    script.onerror = () => {
      reject(new Fault(modelNotEmbedded(undefined, {})));
    };
    document.head.append(script);
  });
}

/** netc itself wrote it: its mark is proof enough. */
function isDescription(value: unknown): value is ExportDescription {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === 'netc';
}
