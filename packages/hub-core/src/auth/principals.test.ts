import { describe, expect, it } from 'vitest';
import { assertRealmAllowed } from './principals.js';

describe('Kerberos realms', () => {
  it('are all allowed by default', () => {
    expect(() => assertRealmAllowed({ AllowedKrbRealms: '*' }, 'anything')).not.toThrow();
  });

  it('must be named when AllowedKrbRealms names some', () => {
    const config = { AllowedKrbRealms: 'EXAMPLE.COM, EXAMPLE.ORG' };
    expect(() => assertRealmAllowed(config, 'bob@EXAMPLE.ORG')).not.toThrow();
    expect(() => assertRealmAllowed(config, 'bob@OTHER.COM')).toThrow(
      "Kerberos principal's realm: OTHER.COM is not allowed",
    );
    expect(() => assertRealmAllowed(config, 'bob@')).toThrow('invalid Kerberos principal: bob@');
    expect(() => assertRealmAllowed(config, 'bob')).toThrow('invalid Kerberos principal: bob');
  });
});
