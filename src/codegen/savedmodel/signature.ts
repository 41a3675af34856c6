import type { TensorType } from '../../ir/op-graph.ts';
import { tensorShape, tensorflowType } from './attributes.ts';
import type { TensorName } from './graph-writer.ts';
import type { SignatureDefinition, TensorInformation } from './messages.ts';

/** A tensor of the graph that a signature feeds or fetches. */
export interface Port {
  readonly tensor: TensorName;
  readonly type: TensorType;
}

/** What can be run at once: feeds and results by name. */
export interface Signature {
  readonly inputs: Readonly<Record<string, Port>>;
  readonly outputs: Readonly<Record<string, Port>>;
}

/** The name by which TensorFlow's C API asks for a tensor: node and number of the output. */
export function portName({ tensor }: Port): string {
  return tensor.includes(':') ? tensor : `${tensor}:0`;
}

export function signatureDefinition({ inputs, outputs }: Signature): SignatureDefinition {
  return {
    inputs: informations(inputs),
    outputs: informations(outputs),
    methodName: 'tensorflow/serving/predict',
  };
}

function informations(ports: Readonly<Record<string, Port>>): Record<string, TensorInformation> {
  return Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [
      name,
      {
        name: portName(port),
        dtype: tensorflowType(port.type.dtype),
        // tfjs reads it, and fails where it is not there.
        tensorShape: tensorShape(port.type.shape),
      },
    ]),
  );
}
