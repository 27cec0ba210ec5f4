import { type HubCall, hubCall, type Plain } from '@kojikit/protocol';
import type { Reply } from '../../hub/reply.js';
import { html, type Html } from '../../html/html.js';
import { archiveLink, buildLink, buildrootLink } from '../../html/links.js';
import type { Container } from './params.js';

interface Named {
  readonly id?: number;
  readonly nvr?: string;
  readonly filename?: string;
}

/** The question whether what a list is of is there. */
export function askContainer({ type, id }: Container): HubCall<Named | null> {
  if (type === 'image') return hubCall('getArchive', { archive_id: id, strict: true });
  if (type === 'build') return hubCall('getBuild', { buildInfo: id, strict: true });
  return hubCall('getBuildroot', { buildrootID: id, strict: true });
}

/** `Components of build root 7`, with a link. @param what `RPMs`. */
export function containerTitle(
  { type, id }: Container,
  reply: Reply<Named | null>,
  what: string,
): { readonly title: string; readonly headline: Html } {
  const found: Plain<Named | null> = reply.value();
  switch (type) {
    case 'component':
      return titled(`${what} used in`, `build root ${id}`, buildrootLink);
    case 'built':
      return titled(`${what} made in`, `build root ${id}`, buildrootLink);
    case 'image':
      return titled(`${what} in`, found?.filename ?? `archive ${id}`, archiveLink);
    case 'build':
      return titled(`${what} of`, found?.nvr ?? `build ${id}`, buildLink);
  }

  function titled(words: string, name: string, to: typeof buildLink) {
    return { title: `${words} ${name}`, headline: html`${words} ${to(id, name)}` };
  }
}
