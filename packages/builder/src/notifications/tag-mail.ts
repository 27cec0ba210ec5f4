import { buildLabel } from '@kojikit/protocol';
import { inOneLine } from './mail-text.js';
import type { Mail } from './send-mail.js';

/** What there is to say about a build that came into a tag, or left one. */
export interface TagNews {
  readonly build: {
    readonly package_name: string;
    readonly version: string;
    readonly release: string;
    readonly draft?: boolean | null | undefined;
  };
  /** Name of who did it. */
  readonly user: string;
  readonly fromTag: string | undefined;
  readonly intoTag: string | undefined;
  /** Why it did not come to pass; undefined if it did. */
  readonly failure: string | undefined;
}

/** Forms the mail about a build that was tagged, untagged or moved, with the subject, headers and body of Koji's. */
export function tagMail(news: TagNews): Omit<Mail, 'recipients'> {
  const { build, user, fromTag, intoTag, failure } = news;
  const label = buildLabel(build);
  const action = intoTag === undefined ? 'untagged' : fromTag === undefined ? 'tagged' : 'moved';
  const status = failure === undefined ? 'complete' : 'failed';
  const operation = [
    action,
    ...(fromTag === undefined ? [] : [`from ${fromTag}`]),
    ...(intoTag === undefined ? [] : [`into ${intoTag}`]),
  ].join(' ');
  const sentence = `${label} ${failure === undefined ? '' : 'un'}successfully ${operation} by ${user}`;
  const tags = [fromTag, intoTag].filter((tag) => tag !== undefined);
  return {
    subject: sentence,
    headers: [
      ['X-Koji-Package', build.package_name],
      ['X-Koji-NVR', label],
      ['X-Koji-Draft', build.draft === true ? 'True' : 'False'],
      ['X-Koji-User', user],
      ['X-Koji-Status', status],
      ...tags.map((tag) => ['X-Koji-Tag', tag] as const),
    ],
    text: [
      ...[
        `Package: ${build.package_name}`,
        `NVR: ${label}`,
        `User: ${user}`,
        `Status: ${status}`,
        `Tag Operation: ${action}`,
        ...(fromTag === undefined ? [] : [`From Tag: ${fromTag}`]),
        ...(intoTag === undefined ? [] : [`Into Tag: ${intoTag}`]),
        '',
        sentence,
      ].map(inOneLine),
      ...(failure === undefined ? [] : ['Operation failed with the error:', `    ${failure}`]),
      '',
    ].join('\n'),
  };
}
