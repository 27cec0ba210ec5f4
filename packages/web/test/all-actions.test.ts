import { eachDatabase } from '@kojikit/testing';
import { describe, expect, it } from 'vitest';
import type { ActionCase } from './actions/action-case.js';
import { readyToAct } from './actions/ready-to-act.js';
import { HOSTILE } from './areas/area.js';
import { ledTo, visitedHub } from './visit.js';

const where = (to: ActionCase['to']) =>
  to instanceof RegExp ? expect.stringMatching(new RegExp(to.source.replace('^', '^/koji/'))) : `/koji/${to}`;

eachDatabase('every action', (open) => {
  it('is done by its form and led on from, and its address alone only asks', async () => {
    const visited = await visitedHub({}, open);
    const { all, admin } = await readyToAct(visited);
    for (const { address, typed, to, done } of all) {
      expect([address, (await admin.get(address)).status]).toEqual([address, 200]);
      const response = await admin.submit(address, typed);
      expect([address, ...ledTo(response)]).toEqual([address, 303, where(to)]);
      expect([address, await done(visited.hub)]).toEqual([address, true]);
    }
  });
});

describe('every action', () => {
  it('is refused without a login, from a foreign page, and with an old form, which comes again as it was filled in', async () => {
    const visited = await visitedHub();
    const { all, admin } = await readyToAct(visited);
    const event = () => visited.hub.anonymous.call('getLastEvent');
    const before = await event();
    for (const { address, typed = {} } of all) {
      if (address.includes('action=edit') || address.includes('action=remove')) continue;
      const bare = await visited.get(address);
      expect([address, bare.status]).toEqual([address, 403]);
      expect(await bare.text()).toContain('Log in and come back');
      const { action, fields } = await admin.form(address);
      const filled = { ...fields, ...(typed as Record<string, string>) };
      for (const name of Object.keys(filled)) if (filled[name] === undefined) delete filled[name];
      const foreign = { ...admin.headers, origin: 'https://evil.example' };
      expect([address, (await visited.post(action, filled, foreign)).status]).toEqual([address, 403]);
      expect([address, (await visited.post(action, filled)).status]).toEqual([address, 403]);
      const hostile = Object.keys(typed).find(
        (name) => !/^(locked|src|permission|success_only|intransitive|noconfig)$/.test(name),
      );
      const old = await visited.post(
        action,
        { ...filled, a: 'of yesterday', ...(hostile !== undefined && { [hostile]: HOSTILE }) },
        admin.headers,
      );
      const page = await old.text();
      expect([address, old.status]).toEqual([address, 409]);
      expect(page).not.toContain(HOSTILE);
      if (hostile !== undefined)
        expect([address, page]).toEqual([address, expect.stringContaining('&lt;script&gt;document')]);
      for (const [name, value] of Object.entries(typed)) {
        if (name !== hostile && value !== undefined && value !== '1')
          expect([address, name, page.includes(`value="${value}"`)]).toEqual([address, name, true]);
      }
    }
    expect(await event()).toEqual(before);
  });

  it('is refused by the hub for who may not, with what is missing, and keeps what was typed', async () => {
    const visited = await visitedHub();
    const { all, alice } = await readyToAct(visited);
    for (const { address, typed } of all) {
      if (/action=(edit|remove)|^(tagbuild|untagbuild|notificationcreate)/.test(address)) continue;
      const response = await alice.submit(address, typed);
      const page = await response.text();
      expect([address, response.status]).toEqual([
        address,
        /^(resubmit|notification)/.test(address) ? 409 : 403,
      ]);
      expect([address, page]).toEqual([
        address,
        expect.stringMatching(/permission required|permission|not owner|owner|not allowed|Only|user/i),
      ]);
      for (const value of Object.values(typed ?? {}))
        if (value !== undefined && value.length > 2) expect(page).toContain(`value="${value}"`);
    }
  });

  it('takes hostile text as text in each of its fields', async () => {
    const visited = await visitedHub();
    const { all, admin } = await readyToAct(visited);
    for (const { address } of all) {
      if (address.includes('action=edit') || address.includes('action=remove')) continue;
      const { action, fields } = await admin.form(address);
      for (const name of Object.keys(fields).filter((one) => one !== 'a')) {
        const response = await visited.post(action, { ...fields, [name]: HOSTILE }, admin.headers);
        expect([address, name, response.status < 500]).toEqual([address, name, true]);
        expect(await response.text()).not.toContain(HOSTILE);
      }
    }
  });

  it('that is sent twice does not do it twice', async () => {
    const visited = await visitedHub();
    const { all, admin } = await readyToAct(visited);
    for (const wanted of [
      'tagcreate',
      'buildtargetcreate',
      'notificationcreate',
      'tagdelete',
      'untagbuild',
    ]) {
      const { address, typed } = all.find((one) => one.address.startsWith(wanted))!;
      const { action, fields } = await admin.form(address);
      const filled = { ...fields, ...(typed as Record<string, string>) };
      const [first, second] = [
        await visited.post(action, filled, admin.headers),
        await visited.post(action, filled, admin.headers),
      ];
      expect([wanted, first.status, [400, 404, 409, 502].includes(second.status)]).toEqual([
        wanted,
        303,
        true,
      ]);
    }
  });
});
