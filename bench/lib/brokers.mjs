// Brokers, and a caller of hubs, in a process of their own, so that what they do is not counted as the hub's. Tells its
// parent where the brokers are; makes calls on demand and returns how many milliseconds each took.
import { connect, createServer } from 'node:net';
import { createClient } from '@kojikit/client';
import { AmqpPeer } from '@kojikit/testing/amqp';

/** Milliseconds that the slow broker takes to say anything. */
const DELAY = 250;

/** A way to a broker on which every answer takes a while. */
async function slowWay(url) {
  const { port } = new URL(url);
  const server = createServer((client) => {
    const broker = connect(Number(port), 'localhost');
    client.pipe(broker);
    broker.on('data', (data) => setTimeout(() => client.write(data), DELAY));
    for (const [one, other] of [
      [client, broker],
      [broker, client],
    ]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  return `amqp://localhost:${server.address().port}`;
}

const healthy = await AmqpPeer.start();
const silent = await AmqpPeer.start({ answer: () => 'ignore' });
const blackHole = await AmqpPeer.start({ mute: true });
process.send({
  healthy: healthy.url,
  slow: await slowWay(healthy.url),
  silent: silent.url,
  blackHole: blackHole.url,
});

let made = 0;

/** Adds packages to a new tag, one after the other: so many, or for so many seconds. */
process.on('message', async ({ url, user, password, owner, count = Infinity, seconds = Infinity }) => {
  const client = createClient({ url, auth: { type: 'password', user, password } });
  await client.login();
  const tag = `bench-messages-${process.pid}-${++made}`;
  await client.call('createTag', { name: tag });
  const times = [];
  const end = performance.now() + seconds * 1000;
  while (times.length < count && performance.now() < end) {
    const started = performance.now();
    await client.call('packageListAdd', {
      taginfo: tag,
      pkginfo: `package-${process.pid}-${++made}`,
      owner,
    });
    times.push(performance.now() - started);
  }
  client.close();
  process.send(times);
});
process.on('disconnect', () => process.exit());
