// Brokers in a process of their own, so that what they do is not counted as the hub's. Tells its parent where they are.
import { connect, createServer } from 'node:net';
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
// Nobody looks at what came, and hundreds of thousands of messages would keep the collector busy.
healthy.onMessage(() => healthy.received.splice(0));
const silent = await AmqpPeer.start({ answer: () => 'ignore' });
const blackHole = await AmqpPeer.start({ mute: true });
process.send({
  healthy: healthy.url,
  slow: await slowWay(healthy.url),
  silent: silent.url,
  blackHole: blackHole.url,
});
process.on('disconnect', () => process.exit());
