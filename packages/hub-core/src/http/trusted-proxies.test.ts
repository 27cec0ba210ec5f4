import { describe, expect, it } from 'vitest';
import { parseListen } from './listen-address.js';
import { trustedProxies } from './trusted-proxies.js';

describe('trusted proxies', () => {
  it('are addresses and networks of both families', () => {
    const proxies = trustedProxies('10.0.0.0/8, 192.0.2.1 2001:db8::/32');
    expect(['10.1.2.3', '192.0.2.1', '2001:db8::5'].map((address) => proxies.includes(address))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['192.0.2.2', '2001:db9::1', 'unknown'].map((address) => proxies.includes(address))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('are none by default, and a mistake names the wrong part', () => {
    expect(trustedProxies('').includes('127.0.0.1')).toBe(false);
    expect(() => trustedProxies('10.0.0.0/33')).toThrow("'10.0.0.0/33' is neither an address nor a network");
    expect(() => trustedProxies('proxy.example.com')).toThrow("'proxy.example.com'");
  });
});

describe('an address to listen on', () => {
  it('is a host and a port, or a port of this machine alone', () => {
    expect(parseListen('0.0.0.0:80')).toEqual({ host: '0.0.0.0', port: 80 });
    expect(parseListen('8080')).toEqual({ host: '127.0.0.1', port: 8080 });
    expect(parseListen('[::1]:0')).toEqual({ host: '::1', port: 0 });
  });

  it('is refused in any other form', () => {
    for (const text of ['', 'x', '1.2.3.4', '1.2.3.4:99999', 'a:b:1']) {
      expect(() => parseListen(text), text).toThrow('use HOST:PORT');
    }
  });
});
