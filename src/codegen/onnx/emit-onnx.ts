import { BATCH, type OpGraph } from '../../ir/op-graph.ts';
import type { ExportFile, ExportSubject } from '../export/export-subject.ts';
import { exportMetadata } from '../export/metadata.ts';
import { exportReadme } from '../export/readme.ts';
import { GraphWriter, type HeldPlace, type WrittenInitializer } from './graph-writer.ts';
import { lowerGraph, plainName } from './lower-graph.ts';
import { ModelProto, TensorProto, type Initializer, type Model, type ValueInformation } from './messages.ts';

/** Of the operators, released in February 2022; onnxruntime reads it since 1.12, and all that came later. */
const OPERATORS = 17;
/** The form of the file that goes with it. */
const FORMAT = 8;

/** A protocol buffer has less than 2³¹ bytes; what is no weight has its place in the rest. */
const PROTOCOL_BUFFER = 2 ** 31 - 2 ** 25;

export const FILE = 'model.onnx';
export const BESIDE = `${FILE}.data`;

/**
 * A model for ONNX's runtimes: levels from 0 to 255 in, predictions out, by the names in the program; the number of photos
 * is free. What it is of, classes and preprocessing are in its metadata.
 * @param most bytes of weights in the file itself; more of them stand in a file beside it
 */
export function emitOnnx(subject: ExportSubject, most = PROTOCOL_BUFFER): readonly ExportFile[] {
  const { facts } = subject;
  const { inputs, outputs, writer } = lowered(subject);
  const { initializers, beside } = placed(writer.initializers, most);
  const message: Model = {
    irVersion: FORMAT,
    opsetImport: [{ domain: '', version: OPERATORS }],
    producerName: 'netc',
    producerVersion: facts.version,
    graph: {
      name: facts.model,
      node: writer.nodes,
      initializer: [...initializers],
      input: [...inputs],
      output: [...outputs],
    },
    metadataProps: Object.entries(exportMetadata(facts)).map(([key, value]) => ({ key, value })),
  };
  return [
    { path: FILE, content: [ModelProto.encode(message).finish()] },
    ...(beside.length > 0 ? [{ path: BESIDE, content: beside }] : []),
    { path: 'README.md', content: exportReadme(facts, 'ONNX', usage(subject)) },
  ];
}

/** Where an export with this graph and these options has its weights, whatever their numbers are. */
export const heldPlaces = (subject: Lowered): readonly HeldPlace[] => lowered(subject).writer.held;

type Lowered = Pick<ExportSubject, 'graph' | 'weights' | 'options'>;

function lowered(subject: Lowered): {
  readonly inputs: readonly ValueInformation[];
  readonly outputs: readonly ValueInformation[];
  readonly writer: GraphWriter;
} {
  const [inputs, outputs] = [inputsOf(subject.graph), outputsOf(subject.graph)];
  const writer = new GraphWriter([...inputs, ...outputs].map(({ name }) => name ?? ''));
  lowerGraph(subject, writer);
  return { inputs, outputs, writer };
}

const inputsOf = (graph: OpGraph): readonly ValueInformation[] =>
  graph.nodes.flatMap(({ kind, attributes, type }) =>
    kind === 'input' && 'name' in attributes ? [information(attributes.name, type.shape)] : [],
  );

const outputsOf = (graph: OpGraph): readonly ValueInformation[] =>
  Object.entries(graph.outputs).map(([name, id]) => information(name, graph.nodes[id]?.type.shape ?? []));

/** Float32 of a shape whose first size is the number of photos. */
function information(name: string, shape: readonly number[]): ValueInformation {
  const dim = shape.map((size) => (size === BATCH ? { dimParam: 'batch' } : { dimValue: size }));
  return {
    name: plainName(name),
    type: { tensorType: { elemType: TensorProto.DataType.FLOAT, shape: { dim } } },
  };
}

/** A page of memory: a file that begins numbers there can be read without copying them. */
const PAGE = 4096;

/** Initializers with their numbers, or with the place of them in a file beside, where they are too many for one. */
function placed(
  initializers: readonly WrittenInitializer[],
  most: number,
): { readonly initializers: readonly Initializer[]; readonly beside: readonly Uint8Array[] } {
  const total = initializers.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total <= most)
    return {
      initializers: initializers.map(({ bytes, ...rest }) => ({ ...rest, rawData: bytes })),
      beside: [],
    };
  const beside: Uint8Array[] = [];
  let end = 0;
  const moved = initializers.map(({ bytes, ...rest }): Initializer => {
    if (bytes.length < PAGE) return { ...rest, rawData: bytes };
    const gap = (PAGE - (end % PAGE)) % PAGE;
    const place = { location: BESIDE, offset: String(end + gap), length: String(bytes.length) };
    beside.push(new Uint8Array(gap), bytes);
    end += gap + bytes.length;
    const externalData = Object.entries(place).map(([key, value]) => ({ key, value }));
    return { ...rest, dataLocation: TensorProto.DataLocation.EXTERNAL, externalData };
  });
  return { initializers: moved, beside };
}

function usage({ facts }: ExportSubject): string {
  const feeds = facts.inputs.map(
    ({ name, shape }) => `"${name}": np.zeros([1, ${shape.join(', ')}], np.float32)`,
  );
  return `\`\`\`python
import json

import numpy as np
import onnxruntime

session = onnxruntime.InferenceSession("${FILE}")
results = session.run(None, {${feeds.join(', ')}})  # photos: float32, 0 to 255
about = json.loads(session.get_modelmeta().custom_metadata_map["outputs"])
for output, numbers in zip(about, results):
    print(output["name"], output["classes"], numbers)
\`\`\`

Photos come in with their channels last, as they are decoded. Operators are those of opset ${OPERATORS}.
`;
}
