/**
 * The part of the WebAssembly API that we use. TypeScript has it in its library for browsers only, which would bring
 * `window` and `document` along.
 */
declare namespace WebAssembly {
  class Memory {
    constructor(limits: { readonly initial: number; readonly maximum?: number; readonly shared?: boolean });
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
    /** @returns the pages it had before */
    grow(pages: number): number;
  }

  /** Compiled code; nothing of it can be looked at. */
  interface Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module';
  }
  const Module: new (bytes: Uint8Array) => Module;

  type Exports = Readonly<Record<string, unknown>>;

  class Instance {
    constructor(module: Module, imports: { readonly env: { readonly memory: Memory } });
    readonly exports: Exports;
  }

  function validate(bytes: Uint8Array): boolean;
}
