import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import wasmAddress from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env, setBackend } from '@tensorflow/tfjs-core';

/** What computes, and what people call it. */
const backends = { webgl: 'the graphics card', wasm: 'WebAssembly', cpu: 'JavaScript' } as const;

type Backend = keyof typeof backends;

const isBackend = (name: string | null): name is Backend => name !== null && Object.hasOwn(backends, name);

/**
 * Starts the fastest backend that gives netc's numbers: the graphics card where it computes in float32, else WebAssembly,
 * else plain JavaScript.
 * @param wanted the only one to try, as the page's address says with `?backend=`
 * @returns what people call it
 */
export async function startBackend(wanted: string | null): Promise<string> {
  // The page brings one binary. Threads would need a page served with headers of its own.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasmAddress,
    'tfjs-backend-wasm-simd.wasm': wasmAddress,
    'tfjs-backend-wasm-threaded-simd.wasm': wasmAddress,
  });
  for (const name of isBackend(wanted) ? [wanted] : fastestFirst())
    if (await setBackend(name).catch(() => false)) return backends[name];
  await setBackend('cpu');
  return backends.cpu;
}

function fastestFirst(): readonly Backend[] {
  return hasGraphicsCard() ? ['webgl', 'wasm', 'cpu'] : ['wasm', 'cpu'];
}

/** Whether there is one that is no imitation on the processor, and that computes in float32. */
function hasGraphicsCard(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  const names = context?.getExtension('WEBGL_debug_renderer_info');
  if (context == null || names == null) return false;
  const renderer = String(context.getParameter(names.UNMASKED_RENDERER_WEBGL));
  return (
    !/swiftshader|llvmpipe|software|basic render/i.test(renderer) &&
    env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE')
  );
}
