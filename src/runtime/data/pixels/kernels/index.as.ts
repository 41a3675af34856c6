// What the threads that make batches do with every pixel. The memory is the module's own; its caller lays it out, and
// leaves 64 bytes after everything that is read or written.

export { resizeBilinear, resizeFiltered } from './resize.as';
export { toFloats } from './to-floats.as';
