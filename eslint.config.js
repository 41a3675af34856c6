import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The stages in the order a program takes; a stage imports only itself and what stands before it. */
const stages = [
  'source',
  'diagnostics',
  'parser',
  'format',
  'typecheck',
  'ir',
  'codegen',
  'report',
  'runtime',
  'lsp',
  'cli',
];

/** Stages that must also run in a browser: no Node modules. */
const pure = stages.slice(0, stages.indexOf('runtime'));

const nodeModules = {
  group: ['node:*', '@tensorflow/*', 'sharp'],
  message: 'Everything before the runtime is pure.',
};

const stageRules = stages.map((stage, index) => ({
  files: [`src/${stage}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...[...stages.slice(index + 1), 'page'].map((later) => ({
            group: [`**/${later}/**`, `**/${later}`],
            message: `${stage} stands before ${later}: imports point upstream only.`,
          })),
          ...(pure.includes(stage) ? [nodeModules] : []),
        ],
      },
    ],
    ...(pure.includes(stage) && {
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'setTimeout',
        'performance',
        'fetch',
        'console',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Pure stages have no clock.' },
        { object: 'Math', property: 'random', message: 'Pure stages have no hidden randomness.' },
      ],
    }),
  },
}));

export default defineConfig(
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      '.oracles/**',
      'data/**',
      'runs/**',
      '**/*.as.ts',
      '**/generated/**',
      // With packages of its own; `npm run vsix` looks at it.
      'editors/vscode/**',
      // Written against a package that stands outside of the project, without types.
      'bench/contenders/*.cjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'bin/netc.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'max-lines': ['error', { max: 500 }],
    },
  },
  ...stageRules,
  {
    files: ['src/page/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'Buffer'],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*', 'sharp'], message: 'The page runs in a browser.' },
            {
              group: ['**/lsp/**', '**/cli/**'],
              message: 'The page stands beside the language server and the CLI.',
            },
          ],
        },
      ],
    },
  },
);
