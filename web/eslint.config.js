import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    files: ['src/main/resources/public/**/*.js'],
    languageOptions: {ecmaVersion: 2022, sourceType: 'module', globals: {...globals.browser}},
    linterOptions: {reportUnusedDisableDirectives: 'error'},
    rules: {
      'array-callback-return': 'error',
      'consistent-return': 'off',
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-promise-executor-return': 'off',
      'no-restricted-properties': ['error',
        {property: 'innerHTML', message: 'Texts are not ours: set textContent, or make elements with h().'},
        {property: 'outerHTML', message: 'Texts are not ours: set textContent, or make elements with h().'},
        {property: 'insertAdjacentHTML', message: 'Texts are not ours: set textContent, or make elements with h().'}],
      'no-self-compare': 'error',
      'no-shadow': 'off',
      'no-template-curly-in-string': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unreachable-loop': 'error',
      'no-unused-vars': ['error', {ignoreRestSiblings: true}],
      'no-use-before-define': ['error', {functions: false, classes: false, variables: false}],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'require-atomic-updates': 'off',
    },
  },
];
