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
    smtp_host: z.string().min(1).optional().meta({
      description: 'The mail server. Without it no mail is sent.',
      example: 'mail.example.com',
    }),
    smtp_port: port.default(25).meta({ description: 'Its port.' }),
    smtp_tls: flag.default(false).meta({
      description: 'TLS from the start, as on port 465; otherwise STARTTLS is used where the server has it.',
    }),
    smtp_user: z.string().min(1).optional().meta({
      description: 'Account at the server. With one, the connection has to be encrypted.',
      example: 'koji',
    }),
    smtp_pass: z.string().min(1).optional().meta({ description: 'Its password.', example: 'secret' }),
    from_addr: z.string().min(1).optional().meta({
      description: 'Who the mail is from; left out: `koji` at the domain of the addresses.',
      example: 'koji@example.com',
    }),
    email_domain: z.string().min(1).optional().meta({
      description: "Domain of the owners' addresses; left out: `EmailDomain` of hub.conf.",
      example: 'example.com',
    }),
  })
  .refine(({ smtp_user: user, smtp_pass: pass }) => (user === undefined) === (pass === undefined), {
    path: ['smtp_user'],
    message: 'smtp_user and smtp_pass belong together: set both, or none',
  });

export type MailOptions = z.infer<typeof mailOptions>;
