import { expect, test } from 'vitest';
import { GraphBuilder } from '../../../../src/ir/graph-builder.ts';
import { BATCH } from '../../../../src/ir/op-graph.ts';
import { createWasmEngine } from '../../../../src/runtime/engines/tfjs/index.ts';
import { graphProgram } from './graph-program.ts';

test('a tensor that WebAssembly cannot hold is an error, and the session lives on', async () => {
  const builder = new GraphBuilder({ path: 'wide', file: 'test.net', line: 7 });
  const x = builder.input('x', { dtype: 'float32', shape: [BATCH, 1] });
  const wide = builder.broadcastTo(x, [BATCH, 1024 * 1024]);
  const y = builder.add('reduce_sum', [wide], { axes: [1], keepDimensions: false });
  const session = await (await createWasmEngine()).load(graphProgram(builder.finish('wide', { y })));
  const feeds = (count: number): Parameters<typeof session.run>[1] => ({
    x: { dtype: 'float32', shape: [count, 1], data: new Float32Array(count).fill(1) },
  });
  const before = await session.run('predict', feeds(1));
  expect(before['y']?.data[0]).toBe(1024 * 1024);
  const alive = session.memory()?.current;
  await expect(session.run('predict', feeds(2000))).rejects.toThrow(
    'Expand for wide (test.net:7): out of memory',
  );
  expect(session.memory()?.current).toBe(alive);
  expect(await session.run('predict', feeds(1))).toEqual(before);
  await session.dispose();
});
