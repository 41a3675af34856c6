/** The versions of TensorFlow that `netc engine install` knows, pinned by checksum. */

export const TENSORFLOW_VERSION = '2.21.0';

/** N-API version of the addon: every Node since 16 has it, so one binary serves them all. */
export const NAPI_VERSION = 8;

/** What the library computes on. */
export type LibraryDevice = 'cpu' | 'gpu';

/** A file of TensorFlow's or NVIDIA's pip packages. Only its shared libraries and headers are used, no Python. */
export interface Wheel {
  readonly project: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What a machine needs. */
export interface Release {
  readonly device: LibraryDevice;
  readonly platform: string;
  readonly wheels: readonly Wheel[];
  /** Of everything once installed. */
  readonly installedBytes: number;
}

const MB = 1e6;

/** NVIDIA's libraries in the versions that the `and-cuda` extra of the TensorFlow release asks for. */
const cuda: readonly Wheel[] = [
  nvidia(
    'cublas',
    '12.9.3.13',
    'manylinux_2_27_x86_64',
    581217458,
    'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72',
  ),
  nvidia(
    'cuda_cupti',
    '12.8.90',
    'manylinux2014_x86_64.manylinux_2_17_x86_64',
    10248621,
    'ea0cb07ebda26bb9b29ba82cda34849e73c166c18162d3913575b0c9db9a6182',
  ),
  nvidia(
    'cuda_nvcc',
    '12.9.86',
    'manylinux2010_x86_64.manylinux_2_12_x86_64',
    40546229,
    '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0',
  ),
  nvidia(
    'cuda_nvrtc',
    '12.9.86',
    'manylinux2010_x86_64.manylinux_2_12_x86_64',
    89568129,
    '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4',
  ),
  nvidia(
    'cuda_runtime',
    '12.9.79',
    'manylinux2014_x86_64.manylinux_2_17_x86_64',
    3493179,
    '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3',
  ),
  nvidia(
    'cudnn',
    '9.28.0.42',
    'manylinux_2_27_x86_64',
    716538495,
    '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375',
  ),
  nvidia(
    'cufft',
    '11.4.1.4',
    'manylinux2014_x86_64.manylinux_2_17_x86_64',
    200877592,
    'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28',
  ),
  nvidia(
    'curand',
    '10.3.10.19',
    'manylinux_2_27_x86_64',
    68295626,
    '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e',
  ),
  nvidia(
    'cusolver',
    '11.7.5.82',
    'manylinux_2_27_x86_64',
    338117415,
    '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88',
  ),
  nvidia(
    'cusparse',
    '12.5.10.65',
    'manylinux2014_x86_64.manylinux_2_17_x86_64',
    366465088,
    '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78',
  ),
  nvidia(
    'nccl',
    '2.32.3',
    'manylinux_2_27_x86_64',
    351526311,
    'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c',
  ),
  nvidia(
    'nvjitlink',
    '12.9.86',
    'manylinux2010_x86_64.manylinux_2_12_x86_64',
    39748338,
    'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9',
  ),
];

const releases: readonly Release[] = [
  {
    device: 'cpu',
    platform: 'linux-x64',
    wheels: [
      tensorflow(
        'tensorflow-cpu',
        'x86_64',
        274000871,
        'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
      ),
    ],
    installedBytes: 1000 * MB,
  },
  {
    device: 'cpu',
    platform: 'linux-arm64',
    wheels: [
      tensorflow(
        'tensorflow',
        'aarch64',
        281946471,
        'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552',
      ),
    ],
    installedBytes: 1030 * MB,
  },
  {
    device: 'gpu',
    platform: 'linux-x64',
    wheels: [
      tensorflow(
        'tensorflow',
        'x86_64',
        572611111,
        'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0',
      ),
      ...cuda,
    ],
    installedBytes: 6000 * MB,
  },
];

/** The release for a device on a platform (`linux-x64`), where there is one. */
export function releaseFor(device: LibraryDevice, platform: string): Release | undefined {
  return releases.find((release) => release.device === device && release.platform === platform);
}

/** The platform as releases name it. */
export function platformName(platform: string, architecture: string): string {
  return `${platform}-${architecture}`;
}

/** Any Python's wheel will do, as no Python code is used: that of CPython 3.12 is taken. */
function tensorflow(project: string, machine: string, bytes: number, sha256: string): Wheel {
  const file = `${project.replaceAll('-', '_')}-${TENSORFLOW_VERSION}-cp312-cp312-manylinux_2_27_${machine}.whl`;
  return { project, version: TENSORFLOW_VERSION, file, sha256, bytes };
}

function nvidia(name: string, version: string, platform: string, bytes: number, sha256: string): Wheel {
  const project = `nvidia_${name}_cu12`;
  return {
    project: project.replaceAll('_', '-'),
    version,
    file: `${project}-${version}-py3-none-${platform}.whl`,
    sha256,
    bytes,
  };
}
