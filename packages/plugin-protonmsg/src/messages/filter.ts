import { matchesGlob } from '@kojikit/hub-core/plugin';
import type { ProtonmsgConfig } from '../config.js';
import type { Message } from './message.js';

/**
 * Whether the configuration wants this message sent. Events are matched by the end of their address (`build.tag`);
 * a rule about tags or methods says nothing about messages that have none.
 */
export function passes(filter: ProtonmsgConfig['filter'], { address, props }: Message): boolean {
  const method = props['type'] === 'TaskStateChange' ? props['method'] : undefined;
  return (
    allowed(address, filter.events, filter.exclude_events) &&
    allowed(props['tag'], filter.tags, filter.exclude_tags) &&
    allowed(method, filter.methods, filter.exclude_methods)
  );
}

function allowed(value: unknown, wanted: readonly RegExp[], unwanted: readonly RegExp[]): boolean {
  if (typeof value !== 'string') return true;
  return (wanted.length === 0 || matchesGlob(value, wanted)) && !matchesGlob(value, unwanted);
}
