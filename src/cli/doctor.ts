import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { bytes, counted } from '../report/numbers.ts';
import { textTable } from '../report/table.ts';
import { cacheFolder } from '../runtime/cache-folder.ts';
import { chooseEngine, listEngines } from '../runtime/engines/registry.ts';
import { netcVersion } from '../runtime/project/versions.ts';
import { plainReason } from '../runtime/run-folder/write-whole.ts';

/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly state: 'good' | 'better' | 'broken';
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string;
}

const oldestNode = [20, 19] as const;
const littleMemory = 2e9;
const littleDisk = 2e9;

/** Looks at everything a training needs. */
export async function examine(workingDirectory: string): Promise<readonly Finding[]> {
  return [
    { what: 'netc', state: 'good', found: netcVersion() },
    nodeVersion(process.versions.node),
    { what: 'processor', state: 'good', found: processor() },
    memory(),
    ...(await engines()),
    await folder(
      'working folder',
      workingDirectory,
      'Go to a folder that you may write to: runs are kept in it.',
    ),
    await folder(
      'cache folder',
      cacheFolder(),
      'Make it writable, or set XDG_CACHE_HOME to a folder that is: engines and decoded photos are kept there.',
    ),
  ];
}

/** As a table, advice below. */
export function examinationText(findings: readonly Finding[]): string {
  const marks = { good: '✓', better: '!', broken: '✗' } as const;
  const rows = findings.map(({ what, state, found }) => [marks[state], what, found]);
  const advice = findings.flatMap(({ what, advice: text }) =>
    text === undefined ? [] : [`${what}: ${text}`],
  );
  return [
    textTable([{ title: '' }, { title: 'what' }, { title: 'found' }], rows),
    '',
    ...(advice.length === 0 ? ['All is well.'] : advice),
    '',
  ].join('\n');
}

function nodeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor, wantedMinor] = oldestNode;
  const good = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  if (good) return { what: 'Node.js', state: 'good', found: version };
  return {
    what: 'Node.js',
    state: 'broken',
    found: version,
    advice: `netc needs ${oldestNode.join('.')} or newer.`,
  };
}

function processor(): string {
  const model = cpus()[0]?.model.trim() ?? process.arch;
  return `${counted(availableParallelism(), 'core')}, ${model}`;
}

function memory(): Finding {
  const found = `${bytes(totalmem())}, ${bytes(freemem())} free`;
  if (totalmem() >= littleMemory) return { what: 'memory', state: 'good', found };
  return {
    what: 'memory',
    state: 'better',
    found,
    advice: "Take small batches; a program's need is in `netc summary`.",
  };
}

async function engines(): Promise<readonly Finding[]> {
  const list = await listEngines();
  const auto = await chooseEngine('auto', list).catch(() => undefined);
  return list.map(({ name, available, version, device, note, install }) => ({
    what: `engine ${name}`,
    state:
      available && install === undefined ? 'good' : available || auto !== undefined ? 'better' : 'broken',
    found: [
      available ? 'ready' : 'not installed',
      version,
      device,
      name === auto?.name ? `auto takes it: ${auto.reason}` : undefined,
    ]
      .filter((part) => part !== undefined)
      .join(', '),
    ...(install !== undefined && { advice: `${note ?? 'not installed'}; \`${install}\`` }),
  }));
}

/** Whether files can be made in a folder, and how much room there is. */
async function folder(what: string, path: string, advice: string): Promise<Finding> {
  const probe = join(path, `.netc-doctor-${process.pid}`);
  try {
    await mkdir(path, { recursive: true });
    await writeFile(probe, 'x');
    await rm(probe);
  } catch (error) {
    return { what, state: 'broken', found: `${path}: ${plainReason(error)}`, advice };
  }
  const { bavail, bsize } = await statfs(path);
  const free = bavail * bsize;
  const found = `${path}, ${bytes(free)} free`;
  if (free >= littleDisk) return { what, state: 'good', found };
  return { what, state: 'better', found, advice: 'Make room: runs and engines take gigabytes.' };
}
