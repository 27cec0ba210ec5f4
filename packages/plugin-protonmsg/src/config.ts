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
    urls: urls.meta({
      description: 'Brokers, by white space, as `amqp://` or `amqps://` URLs. Required.',
      example: 'amqps://broker.example.com:5671',
    }),
    cert: pemFile.optional().meta({
      description: "PEM file with the client's certificate and key.",
      example: '/etc/koji-hub/plugins/client.pem',
    }),
    cacert: pemFile.optional().meta({
      description: "PEM file with the authority that signed the broker's certificate.",
      example: '/etc/koji-hub/plugins/ca.pem',
    }),
    topic_prefix: required('topic://koji').trim().min(1, 'the prefix is empty').meta({
      description: 'What addresses begin with. Required.',
      example: 'topic://koji',
    }),
    connect_timeout: number(1, { text: required('10') }).meta({
      description: 'Time until a connection must be open. Required.',
      unit: 'seconds',
      example: '10',
    }),
    send_timeout: number(1, { text: required('60') }).meta({
      description:
        'Time without any answer to messages under way after which the connection is given up. Required.',
      unit: 'seconds',
      example: '60',
    }),
    test_mode: flag.default(false).meta({ description: 'Send nothing; messages count as accepted.' }),
    test_mode_fail: number(0, { most: 100 }).default(0).meta({
      description: 'Part of the messages that count as not sent in test mode.',
      unit: '%',
    }),
  })
  .refine(({ cert, cacert }) => (cert === undefined) === (cacert === undefined), {
    path: ['cert'],
    message: 'cert and cacert belong together: set both for a client certificate, or none',
  });

const message = z.strictObject({
  extra_limit: number(-Number.MAX_SAFE_INTEGER).default(0).transform(Math.abs).meta({
    description: 'Leave `extra` of a build out when its JSON is longer; 0: no limit.',
    unit: 'characters',
  }),
  ttl: number(0, { whole: false }).optional().meta({
    description: 'Time until the broker may drop a message; left out: never.',
    unit: 'seconds',
    example: '86400',
  }),
});

const queue = z
  .strictObject({
    enabled: flag.default(true).meta({
      description:
        'Keep messages in the database until they are sent; no: what cannot be sent is lost, counted and logged.',
    }),
    mode: z
      .enum(['outbox', 'fallback'], { error: 'mode is either "outbox" or "fallback"' })
      .default('outbox')
      .meta({
        description:
          '`outbox`: written with the change itself. `fallback`: written when a message could not be sent.',
      }),
    batch_size: number(1).default(500).meta({
      description: 'Most messages that are taken from the queue at one time.',
      unit: 'messages',
    }),
    max_age: number(1).optional().meta({
      description: 'Age at which a queued message expires, counted and logged; left out: 24.',
      unit: 'hours',
      example: '24',
    }),
    age: number(1).optional().meta({
      description: "Koji's old name of `max_age`.",
      unit: 'hours',
      example: '24',
    }),
    max_attempts: number(1).default(10).meta({
      description: 'Refusals after which a message is put aside as dead.',
      unit: 'refusals',
    }),
    max_backoff: number(1).default(60).meta({
      description: 'Longest pause between two attempts.',
      unit: 'seconds',
    }),
  })
  .transform(({ max_age, age, ...rest }) => ({ ...rest, max_age: max_age ?? age ?? 24 }));

const replay = z.strictObject({
  keep: number(0).default(72).meta({
    description: 'How long sent messages are kept for consumers which ask again; 0: not at all.',
    unit: 'hours',
  }),
});

const filter = z.strictObject({
  events: patterns.default([]).meta({
    description:
      'Patterns, by white space or commas, of the addresses (without the prefix) of messages that go out; left out: all.',
    example: 'build.* tag untag',
  }),
  exclude_events: patterns.default([]).meta({
    description: 'Patterns of the addresses that do not.',
    example: 'task.*',
  }),
  tags: patterns.default([]).meta({
    description: 'Patterns of the tags whose messages go out; left out: all.',
    example: 'f40*',
  }),
  exclude_tags: patterns.default([]).meta({
    description: 'Patterns of the tags whose messages do not.',
    example: '*-side-*',
  }),
  methods: patterns.default([]).meta({
    description: 'Patterns of the task methods whose messages go out; left out: all.',
    example: 'build newRepo',
  }),
  exclude_methods: patterns.default([]).meta({
    description: 'Patterns of the task methods whose messages do not.',
    example: 'createrepo',
  }),
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
