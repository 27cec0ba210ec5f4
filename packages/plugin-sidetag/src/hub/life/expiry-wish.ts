import { read, type Reader } from '@kojikit/hub-core/plugin';
import type { ExpiryWish } from '../../api.js';

/** An expiry that a caller wishes: text says `never` or a duration from now, anything else is a moment. */
export const expiryWish: Reader<ExpiryWish, ExpiryWish> = (value) =>
  typeof value === 'string' ? value : read.integer(value);
