import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { bashCompletion } from '../../src/cli/completion/bash.ts';
import { completionTable } from '../../src/cli/completion/completion-table.ts';
import { fishCompletion } from '../../src/cli/completion/fish.ts';
import { zshCompletion } from '../../src/cli/completion/zsh.ts';
import { tiny, workplace } from './netc.ts';

const program = fileURLToPath(new URL('../../bin/netc.js', import.meta.url));

const table = completionTable(commands);

describe('completion', () => {
  it.each([
    ['bash', bashCompletion],
    ['zsh', zshCompletion],
    ['fish', fishCompletion],
  ])('of %s knows every command and all its options', (shell, script) => {
    const text = script(table);
    for (const { name, flags } of commands)
      for (const word of [name, ...flags.filter((flag) => flag.length > 1)]) expect(text).toContain(word);
    const printed = spawnSync(process.execPath, [program, 'completion', shell], { encoding: 'utf8' });
    expect(printed.stdout).toBe(text);
  });
});

/** What bash offers behind a line, the last word being the one that is completed. */
function offers(folder: string, line: string): readonly string[] {
  const words = line.replaceAll('=', ' = ').split(' ');
  const list = words.map((word) => `'${word}'`).join(' ');
  const script = `${bashCompletion(table)}
COMP_WORDS=(${list}) COMP_CWORD=${words.length - 1} COMP_LINE='${line}' COMP_POINT=${line.length}
_netc
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('in bash', () => {
  it.each([
    ['netc sum', ['summary']],
    ['netc check ti', ['tiny.net']],
    ['netc check --fo', ['--format']],
    ['netc check --format sa', ['sarif']],
    ['netc check --format=gi', ['github']],
    ['netc run tiny.net --engine w', ['wasm', 'webgpu']],
    ['netc run tiny.net --train t', ['tiny']],
    ['netc graph tiny.net --model T', ['Tiny']],
    ['netc graph tiny.net --depth 2 --phase f', ['first']],
    ['netc run tiny.net --set e', ['epochs=']],
    [
      'netc explain NET300',
      ['NET3001', 'NET3002', 'NET3003', 'NET3004', 'NET3005', 'NET3006', 'NET3007', 'NET3008', 'NET3009'],
    ],
    ['netc engine in', ['install']],
    ['netc weights ma', ['match']],
    ['netc sample pe', ['pets']],
    ['netc sample ', ['animals', 'digits', 'faces', 'pets']],
    ['netc completion f', ['fish']],
    ['netc fmt nets/', ['nets/deep.net']],
    ['netc diff tiny.net nets/d', ['nets/deep.net']],
  ])('%s', (line, wanted) => {
    const folder = workplace({
      'tiny.net': `${tiny}\ntrain more = Tiny on photos {\n  phase first { epochs: 1 }\n}\n`,
      'nets/deep.net': tiny,
      'nets/notes.txt': '',
    });
    writeFileSync(join(folder, 'title.txt'), '');
    const found = offers(folder, line);
    if (line.includes('NET300')) expect(wanted).toEqual(expect.arrayContaining([...found]));
    else if (line.includes('--engine')) expect(found).toContain('wasm');
    else expect(found).toEqual(wanted);
    expect(found.length).toBeGreaterThan(0);
  });

  it('offers every command where none is given yet', () => {
    expect(offers(workplace(), 'netc ')).toEqual(commands.map(({ name }) => name).sort());
  });
});
