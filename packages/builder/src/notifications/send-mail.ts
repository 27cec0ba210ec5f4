import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { GenericError } from '@kojikit/protocol';
import { createTransport, type Transporter } from 'nodemailer';
import type { BuilderSettings } from '../config/settings.js';
import type { Log } from '../tasks/log.js';
import { readMailServer } from './mail-server.js';
import { inOneLine } from './mail-text.js';

/** A mail that is to go out. */
export interface Mail {
  readonly recipients: readonly string[];
  readonly subject: string;
  /** Name and value of further headers, in order; a name may come more than once. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
}

/** The task that sends a mail. */
export interface MailSender {
  readonly settings: BuilderSettings;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** How long the mail server may say nothing. */
const PATIENCE_MS = 60_000;
/** What a server is sent as a recipient is one address: none that could end the command or the header. */
const ADDRESS = /^[^\s<>(),;:"\\@\p{Cc}]+@[^\s<>(),;:"\\@\p{Cc}]+$/u;

/**
 * Sends a mail through `smtphost`, from `from_addr`. TLS is begun where the server offers it; with `smtp_user` and
 * `smtp_pass` it has to be, with a certificate that the system or `serverca` vouches for. Recipients that the server
 * refuses are logged.
 *
 * Throws GenericError when no recipient can be had, or the server cannot be reached or refuses the mail.
 */
export async function sendMail({ settings, log, signal }: MailSender, mail: Mail): Promise<void> {
  const to = mail.recipients.filter((address) => ADDRESS.test(address));
  for (const address of mail.recipients)
    if (!to.includes(address)) log.warn(`no mail to ${inOneLine(address)}: that is no mail address`);
  if (to.length === 0)
    throw new GenericError('none of the recipients is a mail address such as a@example.com');
  const transport = await connect(settings);
  try {
    const sent = await unlessStopped(
      signal,
      transport.sendMail({
        from: inOneLine(settings.from_addr),
        to: to.map((address) => ({ name: '', address })),
        subject: inOneLine(mail.subject),
        headers: mail.headers.map(([key, value]) => ({ key, value: inOneLine(value) })),
        // As Koji spells it; the library has a spelling of its own.
        normalizeHeaderKey: (key) => key.replace(/^X-Koji-Nvr$/i, 'X-Koji-NVR'),
        text: mail.text,
      }),
    );
    for (const address of refused(sent)) log.warn(`the mail server ${settings.smtphost} refused ${address}`);
  } catch (error) {
    signal.throwIfAborted();
    throw new GenericError(`cannot send mail through ${settings.smtphost}: ${reason(error, settings)}`);
  } finally {
    transport.close();
  }
}

async function connect(settings: BuilderSettings): Promise<Transporter> {
  const { smtp_user: user, smtp_pass: pass, serverca } = settings;
  const login = user !== undefined && pass !== undefined ? { user, pass } : undefined;
  return createTransport({
    ...readMailServer(settings.smtphost),
    secure: false,
    ...(login && { auth: login, requireTLS: true }),
    tls: {
      // Without a password to protect, an unknown server behind TLS is no worse than one without, which is taken too.
      rejectUnauthorized: login !== undefined,
      ...(serverca !== undefined && { ca: [...rootCertificates, await readFile(serverca, 'utf8')] }),
    },
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function refused({ rejected }: { readonly rejected?: readonly unknown[] }): string[] {
  return (rejected ?? []).map((address) => inOneLine(String(address)));
}

/** What the server said; some repeat what they were sent. */
function reason(error: unknown, { smtp_pass: password }: BuilderSettings): string {
  const text = inOneLine(error instanceof Error ? error.message : String(error));
  if (!password) return text;
  return [password, Buffer.from(password).toString('base64')].reduce(
    (said, secret) => said.replaceAll(secret, '********'),
    text,
  );
}

function unlessStopped<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      const reason: unknown = signal.reason;
      reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
