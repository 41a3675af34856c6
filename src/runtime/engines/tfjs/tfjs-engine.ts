import type { Program } from '../../../ir/program.ts';
import type { Engine, Session } from '../engine.ts';
import { EngineError, messageOf } from '../engine-error.ts';
import type { Device } from './device.ts';
import { TfjsSession } from './session.ts';

/** A device for as long as a session wants it. */
export interface DeviceLease {
  readonly device: Device;
  release(): Promise<void>;
}

/** An engine whose sessions each take a device and give it back when they are disposed. */
export class TfjsEngine implements Engine {
  readonly name: 'wasm' | 'cpu';
  readonly description: string;
  readonly #lease: () => Promise<DeviceLease>;

  constructor(name: 'wasm' | 'cpu', description: string, lease: () => Promise<DeviceLease>) {
    this.name = name;
    this.description = description;
    this.#lease = lease;
  }

  async load(program: Program): Promise<Session> {
    let lease: DeviceLease;
    try {
      lease = await this.#lease();
    } catch (error) {
      throw new EngineError('load', `The ${this.name} engine does not start: ${messageOf(error)}`);
    }
    return new TfjsSession(program, lease.device, () => lease.release());
  }
}
