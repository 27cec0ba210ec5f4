import { expect, test } from 'vitest';
import { double } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { changelogTime } from './changelog-time.js';

test('a time of a changelog is found in text wherever it stands, as Koji does', () => {
  const at = Date.UTC(2020, 1, 29, 10, 20, 30) / 1000;
  expect(changelogTime('before')('2020-02-29 10:20:30')).toBe(at);
  expect(changelogTime('before')('on 2020-2-29, at 10:20:30 or so')).toBe(at);
  expect(changelogTime('before')('2020-02-29')).toBe(Date.UTC(2020, 1, 29) / 1000);
  expect(changelogTime('before')('2020-02-29 10:20')).toBe(Date.UTC(2020, 1, 29) / 1000);
  expect(changelogTime('before')(at)).toBe(at);
});

test('what has no date in it filters nothing, what is no day or no time is refused', () => {
  expect(changelogTime('after')('soon')).toBeUndefined();
  expect(changelogTime('after')(null)).toBeUndefined();
  expect(() => changelogTime('after')('2021-02-29')).toThrow(CallerMistake);
  expect(() => changelogTime('after')('2020-01-01 24:00:00')).toThrow(CallerMistake);
  expect(() => changelogTime('after')('0000-01-01')).toThrow(CallerMistake);
  expect(() => changelogTime('after')(double(1))).toThrow("Invalid type for after: <class 'float'>");
});
