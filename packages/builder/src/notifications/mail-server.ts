import { isIPv6 } from 'node:net';

/** Where mail is handed in: a port of a host. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
}

const SMTP_PORT = 25;

/** Reads `smtphost`: a name or address, which a port may follow: `mail.example.com:587`, `[2001:db8::1]:25`. */
export function readMailServer(text: string): MailServer {
  const trimmed = text.trim();
  if (isIPv6(trimmed)) return { host: trimmed, port: SMTP_PORT };
  const [, name, port] = /^(.*?)(?::(\d+))?$/s.exec(trimmed) ?? [];
  const host = (name ?? '').replace(/^\[(.*)\]$/, '$1');
  return { host, port: port === undefined ? SMTP_PORT : Number(port) };
}
