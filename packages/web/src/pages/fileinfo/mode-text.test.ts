import { expect, it } from 'vitest';
import { modeText } from './mode-text.js';

it('shows modes of files as ls does', () => {
  const shown = [0o100644, 0o040755, 0o120777, 0o104755, 0o102644, 0o041777, 0o100644 - 0x10000, 0].map(
    modeText,
  );
  expect(shown).toEqual([
    '-rw-r--r--',
    'drwxr-xr-x',
    'lrwxrwxrwx',
    '-rwsr-xr-x',
    '-rw-r-Sr--',
    'drwxrwxrwt',
    '-rw-r--r--',
    '?---------',
  ]);
});
