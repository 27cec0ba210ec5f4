import { expect, it } from 'vitest';
import { methodTypes } from './method-types.js';

it('the types on the page of the API are those of the contract; `vitest -u` writes them anew', async () => {
  await expect(methodTypes()).toMatchFileSnapshot('../types/method-types.json');
});
