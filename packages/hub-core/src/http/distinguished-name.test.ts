import { expect, it } from 'vitest';
import { partsOfName } from './distinguished-name.js';

it('reads the forms that proxies write', () => {
  expect(partsOfName('CN=alice,O=Kojikit')).toEqual({ CN: 'alice', O: 'Kojikit' });
  expect(partsOfName('CN=alice, O=Kojikit')).toEqual({ CN: 'alice', O: 'Kojikit' });
  expect(partsOfName('/O=Kojikit/CN=alice')).toEqual({ CN: 'alice', O: 'Kojikit' });
  expect(partsOfName('emailAddress=a@b.c+CN=alice,OU=x=y')).toEqual({
    emailAddress: 'a@b.c',
    CN: 'alice',
    OU: 'x=y',
  });
  expect(partsOfName('CN=J\\C3\\BCrgen,O=Koji\\, Kit')).toEqual({ CN: 'Jürgen', O: 'Koji, Kit' });
});

it('takes nothing that is within a value for a part', () => {
  expect(partsOfName('CN=mallory\\,CN=kojiadmin,O=Kojikit')).toEqual({
    CN: 'mallory,CN=kojiadmin',
    O: 'Kojikit',
  });
  expect(partsOfName('CN=kojiadmin\\+CN\\=mallory')).toEqual({ CN: 'kojiadmin+CN=mallory' });
  expect(partsOfName('/O=Kojikit/CN=mallory/CN=kojiadmin')).toEqual({ O: 'Kojikit' });
  expect(partsOfName('/CN=mallory/kojiadmin')).toEqual({});
  expect(partsOfName('CN="mallory,CN=kojiadmin"')).toEqual({});
});

it('takes the first of the certificate among parts of one name', () => {
  expect(partsOfName('CN=second,CN=first,O=Kojikit')).toEqual({ CN: 'first', O: 'Kojikit' });
});

it('reads nothing where there is nothing', () => {
  expect(partsOfName('')).toEqual({});
  expect(partsOfName('(null)')).toEqual({});
});
