import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(import.meta.dirname, '../fixtures/conformance/fixtures');

/** The packages of a small build. */
export const SOURCE = 'tinylib-1.0-1.src.rpm';
export const BINARY = 'tinylib-1.0-1.x86_64.rpm';

/** What is in one of these packages, in another one of the recorded scenarios, or in the header of its signature. */
export const fixture = (name: string): Buffer => readFileSync(join(FIXTURES, name));
