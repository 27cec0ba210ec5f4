import type { Notice } from './mail-queue.js';

/** The mail about one side tag, without its addresses. */
export interface NoticeText {
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const DAY = 86_400;

const REASONS: Readonly<Record<Notice['rule'], (days: string) => string>> = {
  empty: (days) => `it has had no builds for ${days}`,
  old: (days) => `it was made ${days} ago`,
  inactive: (days) => `no build was tagged into it or out of it for ${days}`,
  expired: () => 'its time is over then',
};

/** Says which side tag will be removed, when and why, and what keeps it. */
export function writeNotice(notice: Notice, webUrl: string): NoticeText {
  const { tagId, tagName, removal, rule, since, warned } = notice;
  const when = `${new Date(removal * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const days = Math.floor((warned - since) / DAY);
  const reason = REASONS[rule](days === 1 ? 'a day' : `${days} days`);
  return {
    subject: `Side tag ${tagName} will be removed on ${when}`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Koji-Tag': tagName },
    text: `The side tag ${tagName} will be removed on ${when}: ${reason}.

Its builds stay, but they are no longer in this tag. To keep the side tag longer:

    koji edit-sidetag ${tagName} --expires 14d

If it is no longer needed, it can go at once:

    koji remove-sidetag ${tagName}

${webUrl}/taginfo?tagID=${tagId}
`,
  };
}
