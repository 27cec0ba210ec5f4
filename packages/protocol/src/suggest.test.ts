import { expect, it } from 'vitest';
import { hint, suggest } from './suggest.js';

const choices = ['topdir', 'topurl', 'workdir', 'maxjobs'];

it.each([
  ['a wrong letter', 'tobdir', 'topdir'],
  ['a missing letter', 'maxjob', 'maxjobs'],
  ['a letter too many', 'workdirr', 'workdir'],
  ['two letters in the wrong order', 'topdri', 'topdir'],
  ['capitals', 'TopURL', 'topurl'],
])('sees through %s', (what, written, meant) => {
  expect(suggest(written, choices)).toBe(meant);
});

it.each(['', 'x', 'to', 'pkgurl', 'work'])('does not guess what %j means', (written) => {
  expect(suggest(written, choices)).toBeUndefined();
});

it('takes the nearest of several', () => {
  expect(suggest('list-tag', ['list-tasks', 'list-tags', 'list-tagged'])).toBe('list-tags');
});

it('does not take one single letter for another', () => {
  expect(suggest('a', ['b'])).toBeUndefined();
});

it('is a part of a sentence', () => {
  expect(hint('topdri', choices)).toBe('; did you mean topdir?');
  expect(hint('other', choices)).toBe('');
});
