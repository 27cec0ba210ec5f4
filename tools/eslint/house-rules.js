import { documentedExports } from './documented-exports.js';
import { importOrder } from './import-order.js';
import { kebabCaseFile } from './kebab-case-file.js';
import { keysAreData } from './keys-are-data.js';
import { privateKeyword } from './private-keyword.js';
import { throwsInWords } from './throws-in-words.js';

/** Rules of this repository that no published ESLint plugin has in this form. */
export const houseRules = {
  rules: {
    'documented-exports': documentedExports,
    'import-order': importOrder,
    'kebab-case-file': kebabCaseFile,
    'keys-are-data': keysAreData,
    'private-keyword': privateKeyword,
    'throws-in-words': throwsInWords,
  },
};
