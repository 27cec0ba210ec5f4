import { describe, expect, it } from 'vitest';
import { Signals } from '../ground/signals.js';
import { addressBlock } from './address-block.js';
import { LoginGuard } from './login-guard.js';
import { RateLimit } from './rate-limit.js';

const stranger = () => Promise.resolve(false);
const known = () => Promise.resolve(true);

function guard({ attempts = 3, pause = 10 } = {}, signals = new Signals()) {
  const clock = { now: 1_000_000 };
  const logins = new LoginGuard({ attempts, pause }, signals, () => clock.now);
  const fail = async (user: string, address: string, familiar = stranger) =>
    (await logins.admit({ user, address, familiar })).failed();
  return { clock, logins, fail };
}

describe('guesses at passwords', () => {
  it('have to wait after a few, and go on one by one', async () => {
    const { clock, fail } = guard();
    for (let count = 0; count < 3; count += 1) await fail('alice', '192.0.2.1');
    await expect(fail('alice', '192.0.2.1')).rejects.toThrow(
      'too many failed logins: try again in 10 seconds',
    );
    clock.now += 9_999;
    await expect(fail('alice', '192.0.2.1')).rejects.toThrow('try again in 1 seconds');
    clock.now += 1;
    await fail('alice', '192.0.2.1');
    await expect(fail('alice', '192.0.2.1')).rejects.toThrow('too many');
    await fail('bob', '192.0.2.1');
    await fail('alice', '192.0.2.2');
  });

  it('count before the password is looked at, so that many at a time gain nothing', async () => {
    const { logins } = guard();
    let looked = 0;
    const many = Array.from({ length: 10 }, async () => {
      const admitted = await logins.admit({ user: 'alice', address: '192.0.2.1', familiar: stranger });
      looked += 1;
      await new Promise(setImmediate);
      admitted.failed();
    });
    const outcomes = await Promise.allSettled(many);
    expect(looked).toBe(3);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(7);
  });

  it('are told from right passwords, however many of these come at once', async () => {
    const { logins } = guard();
    const right = async (user: string) => {
      const admitted = await logins.admit({ user, address: '192.0.2.1', familiar: stranger });
      await new Promise(setImmediate);
      admitted.succeeded();
    };
    await Promise.all(
      Array.from({ length: 40 }, (none, count) => right(count % 2 ? 'alice' : `user${count}`)),
    );
  });

  it('do not count when they were right', async () => {
    const { logins, fail } = guard();
    for (let count = 0; count < 20; count += 1)
      (await logins.admit({ user: 'alice', address: '192.0.2.1', familiar: stranger })).succeeded();
    for (let count = 0; count < 3; count += 1) await fail('alice', '192.0.2.1');
    await expect(fail('alice', '192.0.2.1')).rejects.toThrow('too many');
  });

  it('are limited per address, however many users are tried, and per user, however many addresses are used', async () => {
    const { fail } = guard();
    for (let count = 0; count < 15; count += 1) await fail(`user${count}`, '192.0.2.1');
    await expect(fail('alice', '192.0.2.1')).rejects.toThrow('too many');
    for (let count = 0; count < 15; count += 1) await fail('bob', `198.51.100.${count}`);
    await expect(fail('bob', '203.0.113.9')).rejects.toThrow('too many');
    for (let count = 0; count < 15; count += 1) await fail(`user${count}`, `2001:db8:1:2::${count}`);
    await expect(fail('carol', '2001:db8:1:2:ffff::1')).rejects.toThrow('too many');
    await fail('carol', '2001:db8:1:3::1');
  });

  it('of others do not keep a user out who has logged in from there before', async () => {
    const { fail, logins } = guard();
    for (let count = 0; count < 15; count += 1) await fail('alice', `198.51.100.${count}`);
    await expect(fail('alice', '192.0.2.1')).rejects.toThrow('too many');
    const admitted = await logins.admit({ user: 'alice', address: '192.0.2.1', familiar: known });
    admitted.succeeded();
    await fail('alice', '192.0.2.1', stranger);
  });

  it('are told between the processes of a database, and no process counts twice', async () => {
    const [left, right] = [new Signals(), new Signals()];
    const link = (from: Signals, to: Signals) =>
      from.connect({
        relay: () => ({ announce: (topic) => to.announceHere(topic), close: () => Promise.resolve() }),
      });
    link(left, right);
    link(right, left);
    const [one, other] = [guard({}, left), guard({}, right)];
    await one.fail('alice', '192.0.2.1');
    await other.fail('alice', '192.0.2.1');
    await one.fail('alice', '192.0.2.1');
    await expect(one.fail('alice', '192.0.2.1')).rejects.toThrow('too many');
    await expect(other.fail('alice', '192.0.2.1')).rejects.toThrow('too many');
  });

  it('may be without limit', async () => {
    const { fail } = guard({ attempts: 0 });
    for (let count = 0; count < 100; count += 1) await fail('alice', '192.0.2.1');
  });
});

describe('a limit', () => {
  it('keeps so many keys at most, and none without debt', () => {
    const limit = new RateLimit({ burst: 1, pause: 10 }, 3);
    for (const key of ['a', 'b', 'c', 'd']) limit.count(key, 0);
    expect(['a', 'b', 'c', 'd'].map((key) => limit.wait(key, 0))).toEqual([0, 10, 10, 10]);
    limit.count('b', 0, -1);
    expect(limit.wait('b', 0)).toBe(0);
    limit.count('e', 20);
    limit.count('f', 20);
    expect([limit.wait('e', 20), limit.wait('f', 20)]).toEqual([10, 10]);
  });
});

describe('the block of an address', () => {
  it('is an IPv4 address, or the network half of an IPv6 address', () => {
    expect(addressBlock('192.0.2.1')).toBe('192.0.2.1');
    expect(addressBlock('2001:0db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(addressBlock('2001:db8::1')).toBe('2001:db8:0:0');
    expect(addressBlock('::1')).toBe('0:0:0:0');
    expect(addressBlock('fe80::1%eth0')).toBe('fe80:0:0:0');
    expect(addressBlock('')).toBe('');
  });
});
