import { describe, expect, it } from 'vitest';
import { joinNames } from './join-names.js';

describe('names in a sentence', () => {
  it.each([
    ['', []],
    ['a-1-1', ['a-1-1']],
    ['a-1-1 and b-1-1', ['a-1-1', 'b-1-1']],
    ['a-1-1, b-1-1, and c-1-1', ['a-1-1', 'b-1-1', 'c-1-1']],
  ])('are joined as %j', (text, names) => {
    expect(joinNames(names)).toBe(text);
  });
});
