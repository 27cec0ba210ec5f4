import { documentedExports } from './documented-exports.js';
import { kebabCaseFile } from './kebab-case-file.js';
import { keysAreData } from './keys-are-data.js';

/** Rules of this repository that no published ESLint plugin has in this form. */
export const houseRules = {
  rules: {
    'documented-exports': documentedExports,
    'kebab-case-file': kebabCaseFile,
    'keys-are-data': keysAreData,
  },
};
