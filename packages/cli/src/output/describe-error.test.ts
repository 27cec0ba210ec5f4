import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenericError } from '@kojikit/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { describeError } from './describe-error.js';

function failure(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

it('names files that cannot be used, and what is the matter with them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'koji-error-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'file'), '');
  expect(describeError(failure(() => readFileSync('/nosuch/x, y')))).toBe(
    "FileNotFoundError: [Errno 2] No such file or directory: '/nosuch/x, y'",
  );
  expect(describeError(failure(() => writeFileSync(folder, '')))).toBe(
    `IsADirectoryError: [Errno 21] Illegal operation on a directory: '${folder}'`,
  );
  expect(describeError(failure(() => readFileSync(join(folder, 'file', 'x'))))).toBe(
    `NotADirectoryError: [Errno 20] Not a directory: '${folder}/file/x'`,
  );
});

it('names faults by their class, and errors by their own name', () => {
  expect(describeError(new GenericError('no such tag'))).toBe('GenericError: no such tag');
  expect(describeError(new RangeError('too far'))).toBe('RangeError: too far');
});
