/** What the bundler makes of a binary: its bytes as an address. */
declare module '*.wasm' {
  const address: string;
  export default address;
}
