export { parseInteger, parsePythonFloat, parsePythonInteger } from '@kojikit/command-line';
