import { test } from 'vitest';
import { collectByPosition } from './index.js';

interface GreetingsApi {
  greet: { params: { name: string }; result: string };
  greetAll: { params: { greeting: string; names?: string[] }; rest: 'names'; result: string };
}

test('each method with a rest is told of, with its own parameters', () => {
  collectByPosition<GreetingsApi>({ greetAll: { before: ['greeting'], rest: 'names' } });
  // @ts-expect-error -- a method that collects is left out
  collectByPosition<GreetingsApi>({});
  // @ts-expect-error -- no parameter of it
  collectByPosition<GreetingsApi>({ greetAll: { before: ['name'], rest: 'names' } });
  // @ts-expect-error -- not what it collects
  collectByPosition<GreetingsApi>({ greetAll: { before: ['greeting'], rest: 'greeting' } });
  collectByPosition<GreetingsApi>({
    greetAll: { before: ['greeting'], rest: 'names' },
    // @ts-expect-error -- it collects nothing
    greet: { before: ['name'], rest: 'name' },
  });
});
