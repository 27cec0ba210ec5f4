import { flag } from '@kojikit/hub-core/plugin';
import { z } from 'zod';

const port = z.string().transform((text, check) => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
  check.addIssue(`"${text}" is no port, expected a whole number from 1 to 65535`);
  return z.NEVER;
});

/* Names of options that Koji's tools with mail have too are theirs (koji-gc, kojid). */
export const mailOptions = z
  .strictObject({
    /** The mail server. Without it no mail is sent. */
    smtp_host: z.string().min(1).optional(),
    smtp_port: port.default(25),
    /** TLS from the start, as on port 465; otherwise STARTTLS is used where the server has it. */
    smtp_tls: flag.default(false),
    /** Account at the server. With one, the connection has to be encrypted. */
    smtp_user: z.string().min(1).optional(),
    smtp_pass: z.string().min(1).optional(),
    /** Who the mail is from. Default: `koji` at the domain of the addresses. */
    from_addr: z.string().min(1).optional(),
    /** Domain of the owners' addresses. Default: `EmailDomain` of hub.conf. */
    email_domain: z.string().min(1).optional(),
  })
  .refine(({ smtp_user: user, smtp_pass: pass }) => (user === undefined) === (pass === undefined), {
    path: ['smtp_user'],
    message: 'smtp_user and smtp_pass belong together: set both, or none',
  });

export type MailOptions = z.infer<typeof mailOptions>;
