import { eachDatabase } from '@kojikit/testing';
import { expect, it } from 'vitest';

eachDatabase('reserved builds', (open) => {
  it('are given up with their token only, once, by a content generator that has them', async () => {
    const hub = await open();
    const admin = await hub.as('kojiadmin');
    await admin.call('grantCGAccess', ['kojiadmin', 'cg', true]);
    await admin.call('grantCGAccess', ['kojiadmin', 'other', true]);
    const data = { name: 'x', version: '1', release: '1' };
    const { build_id: id, token } = await admin.call<{ build_id: number; token: string }>('CGInitBuild', [
      'cg',
      data,
    ]);
    const again = admin.call('CGInitBuild', ['cg', data]);
    await expect(again).rejects.toThrow('Build is already reserved');
    const guessed = admin.call('CGRefundBuild', ['cg', id, 'guess']);
    await expect(guessed).rejects.toThrow(`Token doesn't match build ID ${id}`);
    const foreign = admin.call('CGRefundBuild', ['other', id, token]);
    await expect(foreign).rejects.toThrow(`Build ID ${id} is not reserved by this CG`);
    await admin.call('CGRefundBuild', ['cg', id, token]);
    expect(await hub.anonymous.call('getBuild', [id])).toMatchObject({ state: 3, cg_name: 'cg' });
    const late = admin.call('CGRefundBuild', ['cg', id, token]);
    await expect(late).rejects.toThrow(`Build ID ${id} is not in BUILDING state`);
  });

  it('are only for who may import as the content generator', async () => {
    const hub = await open();
    await (await hub.as('kojiadmin')).call('grantCGAccess', ['kojiadmin', 'cg', true]);
    const reserved = hub.anonymous.call('CGInitBuild', ['cg', { name: 'x', version: '1', release: '1' }]);
    await expect(reserved).rejects.toThrow('Not logged-in');
  });
});
