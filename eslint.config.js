import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const OUTSIDE = ['@aws-sdk/*', '@smithy/*', 'execa', 'pg', 'node:fs', 'node:fs/*', 'node:child_process'];

export default tseslint.config(
  { ignores: ['node_modules', 'dist', '.tap', '.bakeroll', 'examples/hello/v*'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafePromises: [
            { from: 'package', package: '@tapjs/core', name: 'PromiseWithSubtest' },
          ],
        },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      eqeqeq: 'error',
    },
  },
  {
    // docs/architecture.md: of the product's folders, world/ alone touches the outside.
    files: ['{cli,release,bake,migrate,roll,ledger,config}/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: OUTSIDE, message: 'Only world/ does I/O.' }] },
      ],
    },
  },
  {
    // The pure heart: time is an argument, so that every decision can be replayed.
    files: [
      'roll/{decide,bounds,view,rules,numbers,actions,memory}.ts',
      'roll/rules/**/*.ts',
      'ledger/folds/**/*.ts',
    ],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'performance',
        { name: 'Date', message: 'Pure files get `now` as an argument.' },
      ],
      'no-restricted-syntax': ['error', { selector: 'AwaitExpression', message: 'Pure files do no I/O.' }],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
