import type { ChangelogEntry, Plain, RecentBuild, RecentBuilds } from '@kojikit/protocol';
import { buildLabel, BUILD_STATES } from '@kojikit/protocol';
import { link } from '../../http/params.js';
import { buildState } from '../../html/build-state.js';
import { html, type Html } from '../../html/html.js';

/* The tag escapes for XML as well; under another name, what formats HTML leaves the templates alone. */
const xml = html;

/** Where a feed is read, and of which site it is. */
export interface FeedPlace {
  readonly siteName: string;
  /** The address of the pages with a slash at its end: links of a feed are absolute. */
  readonly base: string;
  /** The address of the feed itself, below the pages. */
  readonly here: string;
}

/** The newest builds as RSS 2.0. */
export function feed(found: Plain<RecentBuilds>, { siteName, base, here }: FeedPlace): Html {
  const of = [
    found.package && ` of package ${found.package.name}`,
    found.tag && ` in tag ${found.tag.name}`,
    found.user && ` by ${found.user.name}`,
  ]
    .filter((part) => part !== null)
    .join('');
  const builds = link('builds', {
    tagID: found.tag?.id,
    userID: found.user?.id,
    packageID: found.package?.id,
  });
  const ends = found.builds.flatMap(({ completion_ts: time }) => (time === null ? [] : [time]));
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${xmlText(`${siteName}: recent builds${of}`)}</title>
<link>${base}${builds}</link>
<atom:link href="${base}${here}" rel="self" type="application/rss+xml"/>
<description>${xmlText(`The newest builds${of} of ${siteName}, those under way first.`)}</description>
<language>en</language>
${ends.length > 0 && xml`<pubDate>${date(Math.max(...ends))}</pubDate>`}
${found.builds.map((build) => item(build, base))}
</channel>
</rss>
`;
}

function item(build: Plain<RecentBuild>, base: string): Html {
  const { word } = buildState(build.state);
  const address = `${base}${link('buildinfo', { buildID: build.build_id })}`;
  const target = build.target === null ? '' : `, target: ${build.target}`;
  const changes = build.state === BUILD_STATES.COMPLETE ? changelogText(build.changelog) : '';
  // A build that is in another state than before is news: it has another guid.
  return xml`<item>
<title>${xmlText(`${word}: ${buildLabel(build)}${target}`)}</title>
<link>${address}</link>
<guid isPermaLink="false">${address}#${word.replace(' ', '-')}</guid>
${build.completion_ts !== null && xml`<pubDate>${date(build.completion_ts)}</pubDate>`}
${changes !== '' && xml`<description>${`<pre>${xml`${xmlText(changes)}`.text}</pre>`}</description>`}
</item>
`;
}

/** As `rpm -q --changelog` shows it. */
function changelogText(entries: readonly Plain<ChangelogEntry>[]): string {
  return entries.map(({ date_ts: time, author, text }) => `* ${day(time)} ${author}\n${text}\n\n`).join('');
}

/** `Tue Jan 05 2021` */
function day(seconds: number): string {
  const [weekday, number, month, year] = date(seconds).replace(',', '').split(' ');
  return `${weekday} ${month} ${number} ${year}`;
}

/** `Tue, 05 Jan 2021 10:20:30 GMT`: a date of RFC 822. */
function date(seconds: number): string {
  return new Date(seconds * 1000).toUTCString();
}

/* Two characters that HTML can hold and XML cannot. */
function xmlText(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '\ufffd');
}
