import { expect, it } from 'vitest';
import { eachDatabase } from '@kojikit/testing';
import { asHub } from '../rpc/as-hub.js';
import { ensureAccount } from './ensure-account.js';

eachDatabase('making sure of an account', (open) => {
  it('makes it once, sets the password again, and adds missing permissions', async () => {
    const hub = await open();
    const ensure = (password: string, permissions: string[]) =>
      asHub(hub.hub.parts, 'test', (ctx) => ensureAccount(ctx, { name: 'builder', password, permissions }));
    const first = await ensure('one', ['repo']);
    const second = await ensure('two', ['repo', 'tag']);
    expect(first.created).toBe(true);
    expect(second).toEqual({ id: first.id, created: false });
    await expect(hub.as('builder', 'one')).rejects.toThrow('invalid username or password');
    const builder = await hub.as('builder', 'two');
    expect(await builder.call<string[]>('getPerms')).toEqual(['repo', 'tag']);
  });

  it('refuses names that break the rules', async () => {
    const hub = await open();
    const bad = asHub(hub.hub.parts, 'test', (ctx) => ensureAccount(ctx, { name: 'bad name' }));
    await expect(bad).rejects.toThrow('Name bad name does not match RegexUserName value');
  });
});
