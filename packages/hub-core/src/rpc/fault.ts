import { isKojiFault } from '@kojikit/protocol';
import type { HubConfig } from '../config/hub-config.js';

export interface Fault {
  readonly code: number;
  readonly message: string;
}

/**
 * What a caller is told of an error. Faults of ours keep their code and text; anything else is an accident of the hub:
 * code 1 with Koji's form of the text. `KojiDebug` and `KojiTraceback` add the stack, as they do in Koji.
 */
export function toFault(error: unknown, config: Pick<HubConfig, 'KojiDebug' | 'KojiTraceback'>): Fault {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (isKojiFault(error)) {
    return { code: error.code, message: config.KojiDebug ? stack : error.message };
  }
  const traced = config.KojiTraceback === 'normal' || config.KojiTraceback === 'extended';
  const message = error instanceof Error ? error.message : String(error);
  return { code: 1, message: traced ? stack : `<class 'Exception'>: ${message}` };
}
