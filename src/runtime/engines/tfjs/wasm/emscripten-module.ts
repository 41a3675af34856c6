/** What Emscripten's glue gives us of tfjs's binary: the part that we use. */
export interface EmscriptenModule {
  readonly HEAPU8: Uint8Array;
  /** The binary's own exports. */
  readonly asm: WebAssembly.Exports;
  /** 0 where there is no room. */
  _malloc: (bytes: number) => number;
  _free(address: number): void;
  cwrap(
    name: string,
    result: 'number' | null,
    parameters: readonly 'number'[],
  ): (...values: number[]) => number;
  /** Processes' listeners that the glue added. */
  _dispose(): void;
}

/** Makes a module; options of Emscripten that we use. */
export type EmscriptenFactory = (options: {
  readonly wasmBinary: Uint8Array;
  readonly wasmMemory?: WebAssembly.Memory;
  readonly print: (text: string) => void;
  readonly printErr: (text: string) => void;
}) => Promise<EmscriptenModule>;
