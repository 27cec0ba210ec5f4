import { expect, it } from 'vitest';
import { callByName, collectByPosition } from './index.js';

interface GreetingsApi {
  greetAll: {
    params: { greeting: string; names?: string[]; options?: Record<string, boolean> };
    rest: 'names';
    keywords: 'options';
    result: string;
  };
}

it('what a method of a plugin collects goes out by position, once it was told of', () => {
  collectByPosition<GreetingsApi>({ greetAll: { before: ['greeting'], rest: 'names' } });
  const params = { loud: true, names: ['alice', 'bob'], greeting: 'Hello', late: undefined };
  expect(callByName('greetAll', params).params).toEqual([
    'Hello',
    'alice',
    'bob',
    { loud: true, __starstar: true },
  ]);
  expect(callByName('greetAll', { greeting: 'Hello' }).params).toEqual(['Hello']);
});

it('a method is told of twice alike, and never otherwise', () => {
  const tell = (before: 'greeting'[]) =>
    collectByPosition<GreetingsApi>({ greetAll: { before, rest: 'names' } });
  expect(() => {
    tell(['greeting']);
    tell(['greeting']);
  }).not.toThrow();
  expect(() => tell([])).toThrow('greetAll is known to take its parameters in another order');
});
