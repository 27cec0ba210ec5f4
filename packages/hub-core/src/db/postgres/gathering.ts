import type { Connection, Gathering } from '../engine.js';
import type { PostgresClient } from './postgres-client.js';
import { TogetherConnection } from './together.js';

/** A connection of the pool for several who read, taken when the first of them asks. */
export class PostgresGathering implements Gathering {
  private taking: Promise<TogetherConnection> | undefined;

  constructor(private readonly client: PostgresClient) {}

  take(): Promise<Connection> {
    return (this.taking ??= this.connect());
  }

  async release(): Promise<void> {
    const taking = this.taking;
    this.taking = undefined;
    const connection = await taking?.catch(() => undefined);
    await connection?.end();
  }

  private async connect(): Promise<TogetherConnection> {
    return new TogetherConnection(this.client, await this.client.acquireConnection());
  }
}
