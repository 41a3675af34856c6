import { multiplyAdd, pointer, word } from './simd.as';

/** The first index whose pixel, at index·stride + offset, is in the image. */
@inline
function firstInside(offset: i32, stride: i32): i32 {
  return offset >= 0 ? 0 : (stride - 1 - offset) / stride;
}

/**
 * The gradient of a convolution by its kernel. A task is a rectangle of the kernel's matrix [in, out] at one of its
 * pixels (or, `merged`, at one of its rows of pixels, which lie side by side in the image); four rows by eight columns
 * are summed up in registers over a row of the result, and rows are added up in memory: sums of sums round less.
 *
 * args: x, dy, dw, batch, height, width, in, result height, width, out, kernel height, width, strides (2),
 * dilations (2), padding above and left, merged, rows and columns of a rectangle.
 */
export function conv2dGradKernel(args: usize, begin: i32, end: i32, scratch: usize): void {
  const x = pointer(args, 0);
  const dy = pointer(args, 1);
  const dw = pointer(args, 2);
  const batch = word(args, 3);
  const height = word(args, 4);
  const width = word(args, 5);
  const channels = word(args, 6);
  const outHeight = word(args, 7);
  const outWidth = word(args, 8);
  const out = word(args, 9);
  const kernelWidth = word(args, 11);
  const strideY = word(args, 12);
  const strideX = word(args, 13);
  const dilationY = word(args, 14);
  const dilationX = word(args, 15);
  const padTop = word(args, 16);
  const padLeft = word(args, 17);
  const merged = word(args, 18);
  const rowsOfTask = word(args, 19);
  const columnsOfTask = word(args, 20);

  const rows = merged ? kernelWidth * channels : channels;
  const places = merged ? 1 : kernelWidth;
  const rowTasks = (rows + rowsOfTask - 1) / rowsOfTask;
  const columnTasks = (out + columnsOfTask - 1) / columnsOfTask;
  const outBytes = <usize>(out << 2);
  const stepBytes = <usize>((strideX * channels) << 2);

  for (let task = begin; task < end; task++) {
    const columnTask = task % columnTasks;
    let rest = task / columnTasks;
    const rowTask = rest % rowTasks;
    rest /= rowTasks;
    const kx = rest % places;
    const ky = rest / places;
    const firstRow = rowTask * rowsOfTask;
    const lastRow = min(rows, firstRow + rowsOfTask);
    const firstColumn = columnTask * columnsOfTask;
    const lastColumn = min(out, firstColumn + columnsOfTask);
    const gradient = dw + <usize>(((ky * kernelWidth + kx) * channels * out) << 2);
    for (let row = firstRow; row < lastRow; row++) {
      memory.fill(gradient + <usize>((row * out + firstColumn) << 2), 0, <usize>((lastColumn - firstColumn) << 2));
    }
    const offsetX = kx * dilationX - padLeft;
    const first = firstInside(offsetX, strideX);
    const last = merged ? outWidth : min(outWidth, (width - 1 - offsetX + strideX) / strideX);
    if (width - 1 - offsetX < 0 || first >= last) continue;

    for (let image = 0; image < batch; image++) {
      for (let outRow = 0; outRow < outHeight; outRow++) {
        const inRow = outRow * strideY - padTop + ky * dilationY;
        if (<u32>inRow >= <u32>height) continue;
        const xRow = x + <usize>((((image * height + inRow) * width + first * strideX + offsetX) * channels) << 2);
        const dyRow = dy + <usize>((((image * outHeight + outRow) * outWidth + first) * out) << 2);
        let column = firstColumn;
        for (; column + 8 <= lastColumn; column += 8) {
          let row = firstRow;
          for (; row + 4 <= lastRow; row += 4) {
            let xp = xRow + (row << 2);
            let dp = dyRow + (column << 2);
            let a00 = f32x4.splat(0);
            let a01 = a00;
            let a10 = a00;
            let a11 = a00;
            let a20 = a00;
            let a21 = a00;
            let a30 = a00;
            let a31 = a00;
            for (let n = first; n < last; n++) {
              const d0 = v128.load(dp);
              const d1 = v128.load(dp, 16);
              let s = v128.load32_splat(xp);
              a00 = multiplyAdd(s, d0, a00);
              a01 = multiplyAdd(s, d1, a01);
              s = v128.load32_splat(xp, 4);
              a10 = multiplyAdd(s, d0, a10);
              a11 = multiplyAdd(s, d1, a11);
              s = v128.load32_splat(xp, 8);
              a20 = multiplyAdd(s, d0, a20);
              a21 = multiplyAdd(s, d1, a21);
              s = v128.load32_splat(xp, 12);
              a30 = multiplyAdd(s, d0, a30);
              a31 = multiplyAdd(s, d1, a31);
              xp += stepBytes;
              dp += outBytes;
            }
            let at = gradient + <usize>((row * out + column) << 2);
            v128.store(at, f32x4.add(v128.load(at), a00));
            v128.store(at, f32x4.add(v128.load(at, 16), a01), 16);
            at += outBytes;
            v128.store(at, f32x4.add(v128.load(at), a10));
            v128.store(at, f32x4.add(v128.load(at, 16), a11), 16);
            at += outBytes;
            v128.store(at, f32x4.add(v128.load(at), a20));
            v128.store(at, f32x4.add(v128.load(at, 16), a21), 16);
            at += outBytes;
            v128.store(at, f32x4.add(v128.load(at), a30));
            v128.store(at, f32x4.add(v128.load(at, 16), a31), 16);
          }
          for (; row < lastRow; row++) {
            let xp = xRow + (row << 2);
            let dp = dyRow + (column << 2);
            let a0 = f32x4.splat(0);
            let a1 = a0;
            for (let n = first; n < last; n++) {
              const s = v128.load32_splat(xp);
              a0 = multiplyAdd(s, v128.load(dp), a0);
              a1 = multiplyAdd(s, v128.load(dp, 16), a1);
              xp += stepBytes;
              dp += outBytes;
            }
            const at = gradient + <usize>((row * out + column) << 2);
            v128.store(at, f32x4.add(v128.load(at), a0));
            v128.store(at, f32x4.add(v128.load(at, 16), a1), 16);
          }
        }
        for (; column < lastColumn; column++) {
          for (let row = firstRow; row < lastRow; row++) {
            let xp = xRow + (row << 2);
            let dp = dyRow + (column << 2);
            let sum: f32 = 0;
            for (let n = first; n < last; n++) {
              sum += load<f32>(xp) * load<f32>(dp);
              xp += stepBytes;
              dp += outBytes;
            }
            const at = gradient + <usize>((row * out + column) << 2);
            store<f32>(at, load<f32>(at) + sum);
          }
        }
      }
    }
  }
}
