import type { DeviceLease } from '../tfjs-engine.ts';
import { WasmDevice } from './wasm-device.ts';

/** tfjs's kernels remember one backend a JavaScript thread: sessions share it, and the last one closes it. */
let open: { readonly device: Promise<WasmDevice>; readonly threads: number; users: number } | undefined;

/** Changes of the device, one after the other. */
let turn: Promise<unknown> = Promise.resolve();

/** Takes the device; opens it where nobody has it open, or where nobody uses it and the threads are others. */
export function leaseWasmDevice(threads: number): Promise<DeviceLease> {
  const leased = turn.then(async () => {
    if (open !== undefined && open.users === 0 && open.threads !== threads) await close();
    open ??= { device: WasmDevice.open(threads), threads, users: 0 };
    const current = open;
    let device: WasmDevice;
    try {
      device = await current.device;
    } catch (error) {
      open = undefined;
      throw error;
    }
    current.users += 1;
    return { device, release: once(giveBack) };
  });
  turn = leased.catch(() => undefined);
  return leased;
}

function giveBack(): Promise<void> {
  const given = turn.then(async () => {
    if (open === undefined) return;
    open.users -= 1;
    if (open.users === 0) await close();
  });
  turn = given.catch(() => undefined);
  return given;
}

async function close(): Promise<void> {
  const closing = open;
  open = undefined;
  await (await closing?.device)?.dispose();
}

function once(act: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= act());
}
