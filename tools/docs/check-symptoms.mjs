import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../packages/workspace.mjs';

/**
 * Checks that each text in a heading of the troubleshooting page is printed by some source file. Words in capitals stand for
 * what differs: only the pieces between them are looked for, all in one file.
 */
const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');
const symptoms = [...page.matchAll(/^### `(.+)`$/gm)].map(([, text]) => text);
const sources = readdirSync(join(root, 'packages'), { recursive: true })
  .filter((file) => /^[^/]+\/src\/.*\.ts$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(root, 'packages', file), 'utf8'));

/* Commands and names of files are no place holders: those are words of capitals alone, of at least two letters. */
const piecesOf = (text) =>
  text
    .split(/--listen HOST:PORT|--config FILE|\b[A-Z]{2,}\b/)
    .map((piece) => piece.trim())
    .filter((piece) => /\w{2,}/.test(piece));

const missing = symptoms.filter(
  (text) => !sources.some((source) => piecesOf(text).every((piece) => source.includes(piece))),
);
for (const text of missing) console.log(`no source prints: ${text}`);
console.log(`${symptoms.length} symptoms, ${missing.length} that no program prints`);
process.exitCode = missing.length > 0 || symptoms.length === 0 ? 1 : 0;
