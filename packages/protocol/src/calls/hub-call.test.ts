import { expect, it } from 'vitest';
import { Double } from '../codec/double.js';
import { callMethod, hubCall, plain, type HubCall } from './index.js';

it('sends parameters by name, and none that are undefined', () => {
  expect(hubCall('getTag', { tagInfo: 'f40', event: undefined })).toEqual({
    method: 'getTag',
    params: [{ tagInfo: 'f40', __starstar: true }],
  });
  expect(hubCall('getUserPerms')).toEqual({ method: 'getUserPerms', params: [] });
  expect(hubCall('editTag2', { tagInfo: 3, locked: true }).params).toEqual([
    { tagInfo: 3, locked: true, __starstar: true },
  ]);
});

it('sends by position what a method collects by position', () => {
  expect(hubCall('echo', { args: [1, 'two'] }).params).toEqual([1, 'two']);
  expect(hubCall('multiCall', { calls: [] }).params).toEqual([[]]);
  expect(hubCall('count', { methodName: 'listTagged', args: ['f40'], inherit: true }).params).toEqual([
    'listTagged',
    'f40',
    { inherit: true, __starstar: true },
  ]);
});

it('is made and sent in one', async () => {
  const sent: HubCall[] = [];
  const call = callMethod((made) => Promise.resolve(sent.push(made)));
  await call('getTag', { tagInfo: 1, strict: true });
  await call('getAPIVersion');
  expect(sent).toEqual([hubCall('getTag', { tagInfo: 1, strict: true }), hubCall('getAPIVersion')]);
});

it('is made plain', () => {
  expect(plain([{ capacity: new Double(2) }])).toEqual([{ capacity: 2 }]);
});
