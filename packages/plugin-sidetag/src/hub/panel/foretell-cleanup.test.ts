import { describe, expect, it } from 'vitest';
import type { DescribedSideTag } from '../../api.js';
import { sidetagConfig } from '../config.js';
import { foretellCleanup } from './foretell-cleanup.js';

const DAY = 86_400;
const NOW = 1_700_000_000;
const tag: DescribedSideTag = {
  id: 3,
  name: 'base-side-3',
  user_id: 2,
  user_name: 'alice',
  basetag_id: 1,
  basetag_name: 'base',
  create_ts: NOW - DAY / 2,
  builds: 1,
  last_change_ts: null,
  expires_ts: null,
  kept: false,
  warned_ts: null,
  owners: [],
  holds: [],
};
const foretold = (change: Partial<DescribedSideTag>, cleanup: Record<string, string> = {}) =>
  foretellCleanup({ ...tag, ...change }, sidetagConfig.parse({ cleanup }).cleanup, NOW);

describe('what the clean-up will do about a side tag', () => {
  const on = { enabled: 'yes' };
  const day = (days: number) => new Date((NOW + days * DAY) * 1000).toISOString().slice(0, 10);

  it('is nothing without a rule, and for names that it ignores', () => {
    expect(foretold({})).toBe('does not remove it: no rule applies');
    expect(foretold({ builds: 0 })).toBe('does not remove it: no rule applies');
    expect(foretold({}, { ...on, ignore_tags: 'x* base-*' })).toMatch(/^never removes it/);
    expect(foretold({ kept: true }, on)).toBe('does not remove it: no rule applies');
  });

  it('is its removal by the rule that comes first, after its owners were told', () => {
    expect(foretold({}, on)).toContain(`removes it from ${day(29.5)}`);
    expect(foretold({}, on)).toContain(
      `because of its age, unless tasks use it; its owners are told ${day(27.5)}`,
    );
    expect(foretold({ builds: 0 }, on)).toContain(`removes it from ${day(0.5)}`);
    expect(foretold({ builds: 0 }, on)).not.toContain('told');
    expect(foretold({ last_change_ts: NOW - DAY }, on)).toContain('because no build was tagged');
  });

  it('counts from when its owners were told', () => {
    const expired = { expires_ts: NOW - DAY };
    expect(foretold(expired)).toContain(`removes it from ${day(2)}`);
    expect(foretold(expired)).toContain('its owners are told soon');
    const told = foretold({ ...expired, warned_ts: NOW - DAY });
    expect(told).toContain(`removes it from ${day(1)}`);
    expect(told).toContain(`were told ${day(-1)}`);
    expect(foretold({ ...expired, warned_ts: NOW - 3 * DAY })).toContain(
      'removes it soon, because it has expired',
    );
    expect(foretold({ builds: 0, create_ts: NOW - 3 * DAY }, on)).toContain('removes it soon');
  });

  it('waits for holds, and only logs in a test', () => {
    const holds = [{ user_name: 'bob', reason: 'x', since: NOW, until: null }];
    expect(foretold({ holds }, on)).toMatch(/^leaves it while it is held; due /);
    expect(foretold({}, { ...on, test: 'yes' })).toMatch(/^would remove it from .* only logs that now$/);
  });
});
