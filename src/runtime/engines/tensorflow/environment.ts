/**
 * Settings that the native library reads once from the process's environment. A worker thread has a copy of it that
 * the library does not see, so whoever starts such a thread calls this first.
 */
export function prepareEnvironment(): void {
  // Errors only: what it says of processor features is no news to anybody training a network.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  // Otherwise it takes a GPU's whole memory at once.
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
}
