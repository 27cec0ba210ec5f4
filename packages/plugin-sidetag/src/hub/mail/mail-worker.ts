import { createTransport, type Transporter } from 'nodemailer';
import sql from 'sql-template-tag';
import type { Worker, WorkerContext } from '@kojikit/hub-core/plugin';
import { wholeConfigOf } from '../config-of.js';
import { presently } from '../life/expiry.js';
import type { MailOptions } from './mail-config.js';
import { MAIL_TOPIC, namesToTell, readNotices, type Notice } from './mail-queue.js';
import { writeNotice } from './write-notice.js';

/** Seconds between two looks at notices that another process may have left. */
const LOOK_AGAIN = 60;
const LONGEST_PAUSE = 3600;
const SMTP_TIMEOUT_MS = 30_000;
/** Codes of nodemailer's errors about addresses or contents; the others are about the server or the way to it. */
const ABOUT_THE_MAIL = new Set(['EENVELOPE', 'EMESSAGE']);

type SmtpError = Error & { readonly code?: string; readonly responseCode?: number };

/**
 * Sends the notices of the clean-up by mail, each at least once: a mail that was sent as the hub died is sent again with
 * the same Message-ID. While the mail server is away they wait.
 */
export const mailWorker: Worker = {
  name: 'sidetag-mail',
  async run(context) {
    const { mail } = wholeConfigOf(context);
    if (mail.smtp_host === undefined) return untilStopped(context);
    const domain = mail.email_domain ?? context.config.EmailDomain;
    if (domain === undefined) {
      context.log.error('no mail about side tags: neither email_domain nor EmailDomain of hub.conf is set');
      return untilStopped(context);
    }
    const transport = connect(mail);
    try {
      while (!context.stopping.aborted) {
        // Listening starts before the work: what is announced meanwhile may have come too late for it.
        const news = context.signals.wait([MAIL_TOPIC], LOOK_AGAIN, context.stopping);
        await sendAll(context, transport, { domain, from: mail.from_addr ?? `koji@${domain}` });
        await news;
      }
    } finally {
      transport.close();
    }
  },
};

function untilStopped({ stopping }: WorkerContext): Promise<void> {
  return new Promise((resolve) => {
    if (stopping.aborted) resolve();
    else stopping.addEventListener('abort', () => resolve(), { once: true });
  });
}

function connect(mail: MailOptions): Transporter {
  const { smtp_host: host, smtp_port: port, smtp_tls: secure, smtp_user: user, smtp_pass: pass } = mail;
  return createTransport({
    host,
    port,
    secure,
    ...(user !== undefined && { auth: { user, pass }, requireTLS: true }),
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

interface Addresses {
  readonly domain: string;
  readonly from: string;
}

async function sendAll(context: WorkerContext, transport: Transporter, addresses: Addresses): Promise<void> {
  const { database, stopping } = context;
  const hold = await database.hold('sidetag-mail');
  if (hold === undefined) return;
  try {
    const notices = await database.transaction((db) => readNotices(db, presently()));
    for (const notice of notices) {
      if (stopping.aborted) return;
      await send(context, transport, addresses, notice);
    }
  } finally {
    await hold.release();
  }
}

async function send(
  { config, database, log }: WorkerContext,
  transport: Transporter,
  { domain, from }: Addresses,
  notice: Notice,
): Promise<void> {
  const { tagId, tagName, warned } = notice;
  const names = await database.transaction((db) => namesToTell(db, tagId));
  const done = () => database.transaction((db) => db.delete('kojikit_sidetag_mail', sql`tag_id = ${tagId}`));
  if (names.length === 0) {
    log.info({ tag: tagName }, 'nobody wants mail about a side tag');
    await done();
    return;
  }
  const to = names.map((name) => ({ name: '', address: `${name}@${domain}` }));
  try {
    const { rejected } = (await transport.sendMail({
      from,
      to,
      messageId: `<sidetag-${tagId}-${warned}@${domain}>`,
      ...writeNotice(notice, config.KojiWebURL),
    })) as { rejected?: readonly unknown[] };
    if (rejected !== undefined && rejected.length > 0) {
      log.error({ tag: tagName, rejected: rejected.map(String) }, 'the mail server refused addresses');
    }
    log.info({ tag: tagName, names }, 'the owners of a side tag were told by mail');
    await done();
  } catch (error) {
    const { message, code = '', responseCode = 0 } = error as SmtpError;
    if (responseCode >= 500 && ABOUT_THE_MAIL.has(code)) {
      // The server will not change its mind about this mail.
      log.error({ tag: tagName, names, reason: message }, 'the mail server refused a mail about a side tag');
      await done();
      return;
    }
    const pause = Math.min(60 * 2 ** notice.attempts, LONGEST_PAUSE);
    log.error({ tag: tagName, reason: message, again: pause }, 'a mail about a side tag cannot be sent now');
    await database.transaction((db) =>
      db.run(sql`UPDATE kojikit_sidetag_mail SET attempts = attempts + 1, not_before = ${presently() + pause}
        WHERE tag_id = ${tagId}`),
    );
  }
}
