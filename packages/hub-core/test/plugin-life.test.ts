import { describe, expect, it } from 'vitest';
import { createHub, defaultHubConfig } from '@kojikit/hub-core';
import { anyone, defineHubPlugin, method, stateKey, type HubPlugin } from '@kojikit/hub-core/plugin';
import { createTestHub } from '@kojikit/testing';
import { Counter } from 'prom-client';
import { z } from 'zod';

interface Book {
  readonly greeting: string;
  visitors: number;
}

const bookKey = stateKey<Book>('book');

const visit = method('visit', {
  params: {},
  access: anyone,
  handler(ctx) {
    const book = ctx.state(bookKey);
    book.visitors += 1;
    return `${book.greeting} ${book.visitors}`;
  },
});

const config = z.object({ words: z.object({ greeting: z.string() }) });

const guestBook = defineHubPlugin<z.infer<typeof config>>({
  name: 'guest_book',
  config,
  setup: ({ config: { words }, keep }) => keep(bookKey, { greeting: words.greeting, visitors: 0 }),
  methods: [visit],
});

const pluginConfig = { 'guest_book.conf': '[words]\ngreeting = Welcome\n' };

describe("a plugin's state", () => {
  it('is made of its configuration, and kept from one request to the next', async () => {
    const hub = await createTestHub({ plugins: [guestBook], pluginConfig });
    expect(await hub.anonymous.call('visit')).toBe('Welcome 1');
    expect(await hub.anonymous.call('visit')).toBe('Welcome 2');
  });

  it('belongs to one hub of the process', async () => {
    const first = await createTestHub({ plugins: [guestBook], pluginConfig });
    const second = await createTestHub({ plugins: [guestBook], pluginConfig });
    await first.anonymous.call('visit');
    expect(await second.anonymous.call('visit')).toBe('Welcome 1');
  });

  it('is found by workers and by code that runs as the hub', async () => {
    let seen: Book | undefined;
    const reader = defineHubPlugin({
      name: 'reader',
      workers: [
        {
          name: 'reader',
          async run({ state, stopping }) {
            seen = state(bookKey);
            await new Promise((resolve) => stopping.addEventListener('abort', resolve));
          },
        },
      ],
    });
    const hub = await createTestHub({ plugins: [guestBook, reader], pluginConfig });
    hub.hub.start();
    await expect.poll(() => seen).toEqual({ greeting: 'Welcome', visitors: 0 });
  });

  it('is missed with the name of its key', async () => {
    const forgetful = defineHubPlugin({ name: 'forgetful', methods: [visit] });
    const hub = await createTestHub({ plugins: [forgetful] });
    await expect(hub.anonymous.call('visit')).rejects.toThrow("there is no state 'book'");
  });
});

describe("a plugin's setup", () => {
  const start = (plugins: HubPlugin[]) =>
    createHub({
      config: defaultHubConfig({ DBConnectionString: 'sqlite::memory:', LogLevel: 'CRITICAL' }),
      plugins,
      schema: 'apply',
    });

  /** A plugin that writes down what is done to it. */
  function recorder(name: string, told: string[], more: Partial<HubPlugin> = {}): HubPlugin {
    return defineHubPlugin({
      name,
      setup() {
        told.push(`${name} begins`);
        return { close: () => void told.push(`${name} ends`) };
      },
      ...more,
    });
  }

  it('is given an up-to-date database, and its end comes before that of the database', async () => {
    const told: string[] = [];
    const counting = defineHubPlugin({
      name: 'counting',
      async setup({ database }) {
        const count = () => database.transaction((db) => db.value<number>(db.table('users').count()));
        told.push(`${await count()} users at first`);
        return { close: async () => void told.push(`${await count()} users at last`) };
      },
    });
    const hub = await start([counting]);
    await hub.close();
    expect(told).toEqual(['0 users at first', '0 users at last']);
  });

  it('runs in the order of the plugins, and the end in the other', async () => {
    const told: string[] = [];
    const hub = await start([recorder('first', told), recorder('second', told)]);
    await hub.close();
    await hub.close();
    expect(told).toEqual(['first begins', 'second begins', 'second ends', 'first ends']);
  });

  it('that fails keeps the hub from starting, and ends what has begun', async () => {
    const told: string[] = [];
    const failing = defineHubPlugin({
      name: 'failing',
      setup() {
        throw new Error('no such device');
      },
    });
    await expect(start([recorder('first', told), failing, recorder('last', told)])).rejects.toThrow(
      'plugin failing: its setup failed: no such device',
    );
    expect(told).toEqual(['first begins', 'first ends']);
  });

  it('may not keep two things under one key', async () => {
    const again = defineHubPlugin({
      name: 'again',
      setup: ({ keep }) => keep(bookKey, { greeting: '', visitors: 0 }),
    });
    await expect(start([again, { ...again, name: 'twice' }])).rejects.toThrow(
      "plugin twice: its setup failed: the state 'book' is kept twice",
    );
  });

  it('may register numbers that the hub shows', async () => {
    const numbers = defineHubPlugin({
      name: 'numbers',
      setup({ metrics }) {
        new Counter({ name: 'guests_total', help: 'Guests', registers: [metrics] }).inc(3);
      },
    });
    const hub = await start([numbers]);
    expect((await hub.metrics()).text).toContain('guests_total 3');
    await hub.close();
  });
});
