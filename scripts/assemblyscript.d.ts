/** The part of the AssemblyScript compiler that is used here; its own types bring a global `console` of theirs. */
interface Result {
  readonly error: Error | null;
  readonly stderr: { toString(): string };
}

interface Options {
  readonly writeFile: (name: string, contents: Uint8Array | string, baseDirectory: string) => void;
}

declare const asc: { main(words: readonly string[], options: Options): Promise<Result> };
export default asc;
