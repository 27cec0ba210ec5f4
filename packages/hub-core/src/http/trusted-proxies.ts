import { addressList, type AddressList } from './address-list.js';

/** The addresses whose proxy headers are believed. */
export type TrustedProxies = Pick<AddressList, 'includes'>;

/** Reads the `TrustedProxies` option. Throws an error that names the part that is no address and no network. */
export function trustedProxies(option: string): TrustedProxies {
  return addressList('TrustedProxies', option);
}
