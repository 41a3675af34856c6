import { axesOf, isTurned, uprightSize, type Axis } from './axis.ts';
import type { PlacedRaster } from './raster.ts';
import type { Resize } from '../../../typecheck/typed-module.ts';
import { triangleSpans } from './triangle-spans.ts';
import { windowOf, type Window } from './window.ts';
import type { PixelWorkspace } from './workspace.ts';

/**
 * Resizes a photo to the workspace's size and turns it upright: `keras.layers.Resizing` and `tf.image.resize(…, 'bilinear')`,
 * rounded to whole grey levels. Alpha is dropped and grey is repeated, as TensorFlow's decoder does.
 * @param raster of one channel, or two, where the result has one
 * @returns the workspace's resized pixels, `[height, width, channels]`
 */
export function resizePhoto(space: PixelWorkspace, raster: PlacedRaster, rule: Resize): Uint8Array {
  const { size } = space;
  const window = windowOf(uprightSize(raster), size, rule);
  const isInside = window.top >= 0 && window.left >= 0;
  const source = isInside ? raster : padded(space, raster, window);
  const axes = axesOf(
    source,
    isInside ? window : { top: 0, left: 0, height: window.height, width: window.width },
  );
  const grey = source.stride < 3 ? 1 : 0;
  (rule.antialias ? filtered : bilinear)(space, source.address, axes, grey);
  return space.pixels;
}

type ResizeAxes = (
  space: PixelWorkspace,
  address: number,
  axes: { readonly columns: Axis; readonly rows: Axis },
  grey: number,
) => void;

const bilinear: ResizeAxes = (space, address, axes, grey) => {
  const { height, width, channels } = space.size;
  const { columns, rows } = axes;
  // As its source lays it out: what it knows of rows and columns, then two rows of the result.
  const scratch = space.allocate(12 * (width + height) + 64 + 2 * (width * channels * 4 + 64));
  space.kernels.resizeBilinear(
    address,
    space.resizedAddress,
    height,
    width,
    columns.start,
    columns.step,
    columns.length,
    rows.start,
    rows.step,
    rows.length,
    scratch,
    grey,
    channels,
  );
};

const filtered: ResizeAxes = (space, address, axes, grey) => {
  const { height, width, channels } = space.size;
  const columns = triangleSpans(axes.columns.length, width);
  const rows = triangleSpans(axes.rows.length, height);
  const sourceRows = space.table(offsets(axes.rows));
  const sourceColumns = space.table(offsets(axes.columns));
  const columnTable = space.table(columns.first, columns.count, columns.weights);
  const rowTable = space.table(rows.first, rows.count, rows.weights);
  const scratch = space.allocate(axes.rows.length * width * 16);
  space.kernels.resizeFiltered(
    address,
    space.resizedAddress,
    height,
    width,
    axes.rows.length,
    sourceRows,
    sourceColumns,
    columnTable,
    columns.span,
    rowTable,
    rows.span,
    scratch,
    grey,
    channels,
  );
};

function offsets({ length, start, step }: Axis): Int32Array {
  return Int32Array.from({ length }, (_, place) => start + step * place);
}

/** A photo with black around it, lying in memory as the file does. */
function padded(space: PixelWorkspace, raster: PlacedRaster, window: Window): PlacedRaster {
  const { stride, orientation } = raster;
  // As much on either side of an axis, so that mirrored ones are like the others.
  const [above, before] = isTurned(orientation) ? [-window.left, -window.top] : [-window.top, -window.left];
  const [height, width] = [raster.height + 2 * above, raster.width + 2 * before];
  const address = space.allocate(height * width * stride);
  space.bytes(address, height * width * stride).fill(0);
  for (let row = 0; row < raster.height; row++) {
    const from = space.bytes(raster.address + row * raster.width * stride, raster.width * stride);
    space.bytes(address + ((above + row) * width + before) * stride, from.length).set(from);
  }
  return { height, width, stride, orientation, address };
}
