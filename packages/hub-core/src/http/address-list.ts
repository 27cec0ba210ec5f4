import { BlockList, isIP } from 'node:net';

/** Some addresses. */
export interface AddressList {
  readonly isEmpty: boolean;
  includes(address: string): boolean;
}

/**
 * Reads an option that lists addresses and networks (`10.0.0.0/8`), separated by spaces or commas. Throws an error that
 * names the option and the part that is neither.
 */
export function addressList(option: string, value: string): AddressList {
  const parts = value.split(/[\s,]+/).filter(Boolean);
  if (parts.length === 0) return { isEmpty: true, includes: () => false };
  const list = new BlockList();
  for (const part of parts) {
    const [address = '', prefix] = part.split('/');
    const family = isIP(address);
    const bits = prefix === undefined ? undefined : Number(prefix);
    const most = family === 4 ? 32 : 128;
    if (family === 0 || (bits !== undefined && !(Number.isInteger(bits) && bits >= 0 && bits <= most))) {
      throw new Error(`${option}: '${part}' is neither an address nor a network such as 10.0.0.0/8`);
    }
    const kind = family === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, kind);
    else list.addSubnet(address, bits, kind);
  }
  return {
    isEmpty: false,
    includes: (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6'),
  };
}
