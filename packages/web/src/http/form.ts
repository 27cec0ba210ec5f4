import type { PageRequest } from './page.js';
import { PageError } from './page-error.js';

/** The fields of a form that was sent to a page. */
export async function readForm(request: PageRequest): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded'))
    throw new PageError(400, 'This page takes a form');
  return new URLSearchParams(await request.body());
}

/**
 * Refuses a form that was sent from a page of somebody else. Browsers say where a form comes from; what says nothing is
 * no browser, and has no cookie of one.
 */
export function assertOwnForm({ headers, url }: PageRequest): void {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  const foreign = (origin !== null && originHost(origin) !== url.host) || site === 'cross-site';
  if (foreign)
    throw new PageError(403, `This form was sent from ${origin ?? 'another site'}; nothing was done`);
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Where to go after a login or logout: a page of ours, else the summary. Addresses elsewhere are not followed. */
export function ownPage(wanted: string | null | undefined): string {
  return /^[a-z]+(\?[^\s\\]*)?(#[\w-]*)?$/.test(wanted ?? '') ? wanted! : 'index';
}
