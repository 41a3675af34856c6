import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EngineError } from '../../../../src/runtime/engines/engine-error.ts';
import { manifestPath, tensorflowFolder } from '../../../../src/runtime/engines/install/folders.ts';
import { installTensorflow } from '../../../../src/runtime/engines/install/install-tensorflow.ts';
import { findTensorflow, ownTensorflow } from '../../../../src/runtime/engines/install/locate.ts';
import { releaseFor } from '../../../../src/runtime/engines/install/releases.ts';
import { verifyWheel } from '../../../../src/runtime/engines/install/wheels.ts';

let cache = '';
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'netc-install-'));
  vi.stubEnv('NETC_CACHE', cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

/** What a failed installation says, after a look that it left nothing. */
async function failure(options: Parameters<typeof installTensorflow>[0]): Promise<EngineError> {
  const error: unknown = await installTensorflow(options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(existsSync(join(cache, 'engines')) ? readdirSync(join(cache, 'engines')) : []).toEqual([]);
  if (!(error instanceof EngineError)) throw new Error(`not an EngineError: ${String(error)}`);
  expect(error.problem).toBe('install');
  return error;
}

// Elsewhere there is no library to install, which has a test of its own.
describe.runIf(process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch))(
  'an installation',
  () => {
    test('without a compiler says what to install', async () => {
      vi.stubEnv('CXX', 'no-such-compiler');
      const error = await failure({ device: 'cpu' });
      expect(error.message).toBe('There is no working C++ compiler on this machine');
      expect(error.hint).toContain('apt install g++ make');
    });

    test('from a wheel that is not there', async () => {
      const error = await failure({ device: 'cpu', wheel: join(cache, 'none.whl') });
      expect(error.message).toMatch(/^There is no .*none\.whl$/);
    });

    test('from another file than the pinned one', async () => {
      const wheel = join(cache, 'other.whl');
      writeFileSync(wheel, 'something else');
      const error = await failure({ device: 'cpu', wheel });
      expect(error.message).toBe('other.whl is not the file that was expected');
      expect(error.hint).toMatch(/Needed is tensorflow.*\.whl with sha256 [0-9a-f]{64}/);
    });

    test('from a folder that lacks something names it', async () => {
      const folder = join(cache, 'wheels');
      mkdirSync(folder);
      const error = await failure({ device: 'cpu', wheel: folder });
      expect(error.hint).toMatch(/tensorflow(_cpu)?-2\.\d+\.\d+-cp312-cp312-manylinux/);
    });

    test('that is there already returns at once', async () => {
      const folder = tensorflowFolder('cpu');
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        manifestPath(folder),
        JSON.stringify({ tensorflow: '2.21.0', device: 'cpu', addon: '4.22.0' }),
      );
      const progress = vi.fn();
      const installed = await installTensorflow({ device: 'cpu', onProgress: progress });
      expect(installed.package).toBe(join(folder, 'node_modules', '@tensorflow', 'tfjs-node'));
      expect(progress).not.toHaveBeenCalled();
    });

    test('that was cut off does not count', () => {
      mkdirSync(tensorflowFolder('cpu'), { recursive: true });
      expect(ownTensorflow('cpu')).toBeUndefined();
    });
  },
);

describe('an npm package beside the project', () => {
  const place = (name: string): string => {
    const folder = join(cache, 'project', 'node_modules', '@tensorflow', name);
    mkdirSync(join(folder, 'lib', 'napi-v8'), { recursive: true });
    mkdirSync(join(folder, 'deps/include/tensorflow/core/public'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{}');
    writeFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), '');
    writeFileSync(
      join(folder, 'deps/include/tensorflow/core/public/version.h'),
      '#define TF_MAJOR_VERSION 2\n#define TF_MINOR_VERSION 9\n#define TF_PATCH_VERSION 1\n',
    );
    return folder;
  };
  const find = (gpu: boolean) => findTensorflow({ gpu, project: join(cache, 'project') });

  test('is used where its addon is there', () => {
    expect(find(false)).toBeUndefined();
    const folder = place('tfjs-node');
    expect(find(false)).toEqual({ package: folder, device: 'cpu', version: '2.9.1', from: 'npm' });
  });

  test('for the GPU comes first where there is one', () => {
    place('tfjs-node');
    const gpu = place('tfjs-node-gpu');
    expect(find(true)?.package).toBe(gpu);
    expect(find(false)?.device).toBe('cpu');
  });
});

describe('the pinned files', () => {
  test('are named, and their checksums whole', () => {
    const wheels = (['cpu', 'gpu'] as const).flatMap((device) =>
      ['linux-x64', 'linux-arm64'].flatMap((platform) => releaseFor(device, platform)?.wheels ?? []),
    );
    expect(wheels.length).toBeGreaterThan(10);
    for (const { file, sha256, project, version } of wheels) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(file.startsWith(`${project.replaceAll('-', '_')}-${version}-`)).toBe(true);
    }
  });

  test('are compared to the bit', async () => {
    const path = join(cache, 'a.whl');
    writeFileSync(path, 'abc');
    const wheel = { project: 'a', version: '1', file: 'a.whl', bytes: 3 };
    // The SHA-256 of "abc", FIPS 180-4's example.
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    await expect(verifyWheel(path, { ...wheel, sha256 })).resolves.toBeUndefined();
    await expect(verifyWheel(path, { ...wheel, sha256: 'other' })).rejects.toThrow('not the file');
  });
});
