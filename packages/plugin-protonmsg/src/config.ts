import { existsSync, readFileSync } from 'node:fs';
import { flag, globPattern, wordList } from '@kojikit/hub-core/plugin';
import { z } from 'zod';
import { readUrl } from './broker/broker-url.js';

/** Text of an option that has no default. */
const required = (example: string) => z.string({ error: `must be set, for example to ${example}` });

/** A number of at least `least`, and a whole one unless fractions make sense. */
const number = (least: number, { whole = true, most = Number.MAX_SAFE_INTEGER, text = z.string() } = {}) =>
  text.transform((text, check) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (!Number.isFinite(value) || value < least || value > most || (whole && !Number.isInteger(value))) {
      const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
      check.addIssue(`"${text}" is not a ${whole ? 'whole ' : ''}number ${range}`);
      return least;
    }
    return value;
  });

/** Patterns as shells know them, separated by white space or commas. */
const patterns = wordList.transform((words) => words.map(globPattern));

const urls = required('amqps://broker.example.com:5671').transform((text, check) => {
  const found = text.split(/\s+/).filter((word) => word !== '');
  if (found.length === 0) check.addIssue('at least one broker is needed: amqps://broker.example.com:5671');
  try {
    return found.map(readUrl);
  } catch (error) {
    check.addIssue((error as Error).message);
    return [];
  }
});

const pemFile = z.string().transform((path, check) => {
  if (!existsSync(path)) {
    check.addIssue(`there is no file ${path}`);
    return { path, content: '' };
  }
  try {
    return { path, content: readFileSync(path, 'utf8') };
  } catch (error) {
    check.addIssue(`cannot be read: ${(error as Error).message}`);
    return { path, content: '' };
  }
});

const broker = z
  .strictObject({
    /** Brokers, separated by white space, as `amqp://` or `amqps://` URLs. */
    urls,
    /** PEM file with the client's certificate and key. */
    cert: pemFile.optional(),
    /** PEM file with the authority that signed the broker's certificate. */
    cacert: pemFile.optional(),
    topic_prefix: required('topic://koji').trim().min(1, 'the prefix is empty'),
    /** Seconds until a connection must be open. */
    connect_timeout: number(1, { text: required('10') }),
    /** Seconds without any answer to messages under way after which the connection is given up. */
    send_timeout: number(1, { text: required('60') }),
    /** Send nothing; messages count as accepted. */
    test_mode: flag.default(false),
    /** Percentage of messages that count as not sent in test mode. */
    test_mode_fail: number(0, { most: 100 }).default(0),
  })
  .refine(({ cert, cacert }) => (cert === undefined) === (cacert === undefined), {
    path: ['cert'],
    message: 'cert and cacert belong together: set both for a client certificate, or none',
  });

const message = z.strictObject({
  /** Leave `extra` of a build out when its JSON is longer; 0: no limit. */
  extra_limit: number(-Number.MAX_SAFE_INTEGER).default(0).transform(Math.abs),
  /** Seconds until the broker may drop a message; unset: never. */
  ttl: number(0, { whole: false }).optional(),
});

const queue = z
  .strictObject({
    enabled: flag.default(true),
    /** `outbox`: written with the change itself. `fallback`: written when a message could not be sent. */
    mode: z
      .enum(['outbox', 'fallback'], { error: 'mode is either "outbox" or "fallback"' })
      .default('outbox'),
    batch_size: number(1).default(100),
    max_age: number(1).optional(),
    /** Koji's old name of max_age. */
    age: number(1).optional(),
    /** Refusals after which a message is put aside as dead. */
    max_attempts: number(1).default(10),
    /** Seconds of the longest pause between two attempts. */
    max_backoff: number(1).default(60),
  })
  .transform(({ max_age, age, ...rest }) => ({ ...rest, max_age: max_age ?? age ?? 24 }));

const replay = z.strictObject({
  /** Hours that sent messages are kept for consumers which ask again; 0: not at all. */
  keep: number(0).default(72),
});

const filter = z.strictObject({
  events: patterns.default([]),
  exclude_events: patterns.default([]),
  tags: patterns.default([]),
  exclude_tags: patterns.default([]),
  methods: patterns.default([]),
  exclude_methods: patterns.default([]),
});

const protonmsgFile = z.strictObject({
  broker: broker.prefault({} as z.input<typeof broker>),
  message: message.prefault({}),
  queue: queue.prefault({}),
  replay: replay.prefault({}),
  filter: filter.prefault({}),
});

/**
 * What holds without a file: the hub works, as Koji's does, and messages wait in the queue until a file names brokers.
 * Koji's hub then fails the first call that changes a build, and loses all other messages.
 */
const withoutFile = (): z.infer<typeof protonmsgFile> => ({
  broker: {
    urls: [],
    topic_prefix: 'topic://koji',
    connect_timeout: 10,
    send_timeout: 60,
    test_mode: false,
    test_mode_fail: 0,
  },
  message: message.parse({}),
  queue: queue.parse({}),
  replay: replay.parse({}),
  filter: filter.parse({}),
});

/** `plugins/protonmsg.conf`: Koji's options with Koji's meanings, and ours. */
export const protonmsgConfig = protonmsgFile.default(withoutFile);

export type ProtonmsgConfig = z.infer<typeof protonmsgConfig>;
