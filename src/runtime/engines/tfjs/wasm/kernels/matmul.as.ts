import { loadPart, multiplyAdd, pointer, storePart, word } from './simd.as';

/** Rows of the second matrix packed at a time: two panels of eight columns fit the scratch memory. */
const DEPTH: i32 = 256;
/** Rows and columns of the result a task: sixteen columns are a cache line. */
const ROWS: i32 = 128;
const COLUMNS: i32 = 16;

/**
 * result = a·b, each transposed or not: element (row, k) of a lies at row·rowStep + k·depthStep, element (k, column) of
 * b at k·depthStep + column·columnStep. A task is a rectangle of the result.
 *
 * args: a, b, result, rows, columns, depth, a's row and depth steps, b's depth and column steps (in bytes).
 */
export function matmul(args: usize, begin: i32, end: i32, scratch: usize): void {
  const a = pointer(args, 0);
  const b = pointer(args, 1);
  const result = pointer(args, 2);
  const rows = word(args, 3);
  const columns = word(args, 4);
  const depth = word(args, 5);
  const aRow = <usize>word(args, 6);
  const aDepth = <usize>word(args, 7);
  const bDepth = <usize>word(args, 8);
  const bColumn = <usize>word(args, 9);
  const columnTasks = (columns + COLUMNS - 1) / COLUMNS;
  const resultRow = <usize>(columns << 2);

  for (let task = begin; task < end; task++) {
    const firstColumn = (task % columnTasks) * COLUMNS;
    const lastColumn = min(columns, firstColumn + COLUMNS);
    const firstRow = (task / columnTasks) * ROWS;
    const lastRow = min(rows, firstRow + ROWS);
    for (let k0 = 0; k0 < depth; k0 += DEPTH) {
      const count = min(DEPTH, depth - k0);
      for (let column = firstColumn; column < lastColumn; column += 8) {
        const width = min(8, lastColumn - column);
        packPanel(b + <usize>k0 * bDepth + <usize>column * bColumn, scratch, count, width, bDepth, bColumn);
        for (let row = firstRow; row < lastRow; row += 4) {
          const r1 = min(row + 1, lastRow - 1);
          const r2 = min(row + 2, lastRow - 1);
          const r3 = min(row + 3, lastRow - 1);
          const from = a + <usize>k0 * aDepth;
          let p0 = from + <usize>row * aRow;
          let p1 = from + <usize>r1 * aRow;
          let p2 = from + <usize>r2 * aRow;
          let p3 = from + <usize>r3 * aRow;
          const to = result + (column << 2);
          const c0 = to + <usize>row * resultRow;
          const c1 = to + <usize>r1 * resultRow;
          const c2 = to + <usize>r2 * resultRow;
          const c3 = to + <usize>r3 * resultRow;
          let a00 = f32x4.splat(0);
          let a01 = a00;
          let a10 = a00;
          let a11 = a00;
          let a20 = a00;
          let a21 = a00;
          let a30 = a00;
          let a31 = a00;
          let w = scratch;
          for (let k = 0; k < count; k++) {
            const w0 = v128.load(w);
            const w1 = v128.load(w, 16);
            let s = v128.load32_splat(p0);
            a00 = multiplyAdd(s, w0, a00);
            a01 = multiplyAdd(s, w1, a01);
            s = v128.load32_splat(p1);
            a10 = multiplyAdd(s, w0, a10);
            a11 = multiplyAdd(s, w1, a11);
            s = v128.load32_splat(p2);
            a20 = multiplyAdd(s, w0, a20);
            a21 = multiplyAdd(s, w1, a21);
            s = v128.load32_splat(p3);
            a30 = multiplyAdd(s, w0, a30);
            a31 = multiplyAdd(s, w1, a31);
            w += 32;
            p0 += aDepth;
            p1 += aDepth;
            p2 += aDepth;
            p3 += aDepth;
          }
          if (k0 > 0) {
            // All are read before any is written: the last row may stand here several times.
            a00 = f32x4.add(a00, loadPart(c0, width));
            a01 = f32x4.add(a01, loadPart(c0 + 16, width - 4));
            a10 = f32x4.add(a10, loadPart(c1, width));
            a11 = f32x4.add(a11, loadPart(c1 + 16, width - 4));
            a20 = f32x4.add(a20, loadPart(c2, width));
            a21 = f32x4.add(a21, loadPart(c2 + 16, width - 4));
            a30 = f32x4.add(a30, loadPart(c3, width));
            a31 = f32x4.add(a31, loadPart(c3 + 16, width - 4));
          }
          storePart(c0, a00, width);
          storePart(c0 + 16, a01, width - 4);
          storePart(c1, a10, width);
          storePart(c1 + 16, a11, width - 4);
          storePart(c2, a20, width);
          storePart(c2 + 16, a21, width - 4);
          storePart(c3, a30, width);
          storePart(c3 + 16, a31, width - 4);
        }
      }
    }
  }
}

/** Up to eight columns, zeros after them, row after row. */
function packPanel(
  from: usize,
  to: usize,
  depth: i32,
  columns: i32,
  depthStep: usize,
  columnStep: usize,
): void {
  if (columnStep == 4) {
    for (let k = 0; k < depth; k++) {
      v128.store(to, loadPart(from, columns));
      v128.store(to, loadPart(from + 16, columns - 4), 16);
      from += depthStep;
      to += 32;
    }
    return;
  }
  for (let column = 0; column < 8; column++) {
    let at = from + <usize>column * columnStep;
    let cell = to + (column << 2);
    for (let k = 0; k < depth; k++) {
      store<f32>(cell, column < columns ? load<f32>(at) : 0);
      at += depthStep;
      cell += 32;
    }
  }
}
