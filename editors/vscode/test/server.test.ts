import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Editor } from '../../../test/lsp/editor.ts';
import { packedText } from './packed.ts';

test('the server that is packed checks programs and draws networks, with nothing beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'netc-vsix-'));
  try {
    writeFileSync(join(folder, 'package.json'), packedText('package.json'));
    writeFileSync(join(folder, 'server.mjs'), packedText('dist/server.mjs'));
    const editor = new Editor([join(folder, 'server.mjs'), '--stdio']);
    expect(await editor.start(folder)).toMatchObject({ serverInfo: { name: 'netc' } });
    const uri = 'untitled:Untitled-1';
    const program = `import { ResNet18 } from "std/resnet"

model Net(photo: [64, 64, 3]) {
  base = photo -> ResNet18(top: false)
  output kind = base -> global_avgpool -> dense(1, sigmoid)
}
`;
    expect(await editor.open(uri, program.replace('dense(1', 'dense(0'))).toMatchObject([{ severity: 1 }]);
    await editor.edit(uri, { text: program });
    const answer = await editor.ask('netc/graph', { uri });
    expect(answer).toMatchObject({ model: 'Net', svg: expect.stringContaining('<svg') as unknown });
    expect(await editor.stop()).toBe(0);
    expect(editor.log).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
