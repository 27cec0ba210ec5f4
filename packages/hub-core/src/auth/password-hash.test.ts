import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password-hash.js';

describe('password hashes', () => {
  it('verify the password that was hashed and no other', async () => {
    const hash = await hashPassword('correct horse');
    await expect(verifyPassword('correct horse', hash)).resolves.toBe(true);
    await expect(verifyPassword('correct horse ', hash)).resolves.toBe(false);
    await expect(verifyPassword('', hash)).resolves.toBe(false);
  });

  it('are salted: the same password gives another hash each time', async () => {
    expect(await hashPassword('pw')).not.toBe(await hashPassword('pw'));
  });

  it('tell their cost and do not hold the password', async () => {
    const hash = await hashPassword('swordfish');
    expect(hash).toMatch(/^scrypt\$16384\$8\$1\$[\w+/=]+\$[\w+/=]+$/);
    expect(hash).not.toContain('swordfish');
  });

  it('match nothing when they are of another form', async () => {
    await expect(verifyPassword('pw', 'pw')).resolves.toBe(false);
    await expect(verifyPassword('pw', '')).resolves.toBe(false);
  });
});
