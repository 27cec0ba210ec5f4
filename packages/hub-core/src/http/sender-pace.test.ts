import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { SenderPace } from './sender-pace.js';

const MINUTE = 60_000;

let server: Server;
let sender: Socket;
afterEach(async () => {
  sender.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A request of which only the headers have come, and a pace that watches it. */
async function begin(taken: boolean) {
  const responses: ServerResponse<IncomingMessage>[] = [];
  server = createServer((request, response) => {
    responses.push(response);
    if (taken) request.resume().on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  sender = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  let open = true;
  sender.on('data', (data: Buffer) => (answer += data.toString()));
  sender.on('error', () => undefined).on('close', () => (open = false));
  sender.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900000000\r\n\r\n');
  await expect.poll(() => responses.length, { timeout: 100_000 }).toBe(1);
  const { req } = responses[0]!;
  const pace = new SenderPace(() => responses);
  return {
    look: (now: number) => pace.look(now),
    /** Sends bytes, and waits until they have come. */
    async send(count: number) {
      const before = req.socket.bytesRead;
      sender.write(Buffer.alloc(count));
      await expect.poll(() => req.socket.bytesRead - before, { timeout: 100_000 }).toBe(count);
      if (taken) await expect.poll(() => req.readableLength, { timeout: 100_000 }).toBe(0);
    },
    isOpen: () => open && !req.socket.destroyed,
    answer: () => answer,
  };
}

it('cuts off who sends nothing for a minute, and says so', async () => {
  const { look, isOpen, answer } = await begin(true);
  look(0);
  look(MINUTE - 1);
  expect(isOpen()).toBe(true);
  look(MINUTE + 1);
  await expect.poll(isOpen, { timeout: 100_000 }).toBe(false);
  expect(answer()).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
});

it('lets a long upload go on for long while bytes come', async () => {
  const { look, send, isOpen } = await begin(true);
  for (let now = 0; now < 30 * MINUTE; now += MINUTE * 0.9) {
    look(now);
    await send(100_000);
  }
  expect(isOpen()).toBe(true);
});

it('cuts off who sends a byte now and then', async () => {
  const { look, send, isOpen } = await begin(true);
  let now = 0;
  for (; now < 4 * MINUTE; now += MINUTE * 0.5) {
    look(now);
    await send(1);
  }
  expect(isOpen()).toBe(true);
  look(now);
  await send(1);
  look(6 * MINUTE);
  await expect.poll(isOpen, { timeout: 100_000 }).toBe(false);
});

it('does not count the time in which nobody takes what has come', async () => {
  const { look, send, isOpen } = await begin(false);
  look(0);
  await send(1000);
  for (let now = 1; now < 60 * MINUTE; now += MINUTE * 0.5) look(now);
  expect(isOpen()).toBe(true);
});
