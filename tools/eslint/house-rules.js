import { kebabCaseFile } from './kebab-case-file.js';

/** Rules of this repository that no published ESLint plugin has in this form. */
export const houseRules = { rules: { 'kebab-case-file': kebabCaseFile } };
