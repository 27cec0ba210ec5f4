import { describe, expect, it } from 'vitest';
import { SavedValues } from './saved-values.js';
import { parseTypedJson } from './scenario.js';

describe('parseTypedJson', () => {
  it('keeps the types of numbers and leaves texts alone', () => {
    expect(
      parseTypedJson('[1, 4.0, {"$double": 2.5}, 9007199254740993, "9.5 \\" 9007199254740993", -3]'),
    ).toEqual([1, { $double: 4 }, { $double: 2.5 }, 9007199254740993n, '9.5 " 9007199254740993', -3]);
  });
});

describe('SavedValues', () => {
  it('replaces references and joins texts', () => {
    const saved = new SavedValues('.');
    saved.save('tag', { id: 7, names: ['a', 'b'] }, '');
    saved.save('second', { names: ['a', 'b'] }, 'names.1');
    expect(
      saved.resolve({ x: { $ref: 'tag.id' }, y: [{ $cat: ['f', { $ref: 'second' }, { $ref: 'tag.id' }] }] }),
    ).toEqual({
      x: 7,
      y: ['fb7'],
    });
  });

  it('refuses a reference to nothing', () => {
    const saved = new SavedValues('.');
    saved.save('tag', { id: 7 }, '');
    expect(() => saved.resolve({ $ref: 'build' })).toThrow(/nothing was saved as build/);
    expect(() => saved.resolve({ $ref: 'tag.name' })).toThrow(/tag\.name/);
  });
});
