import type { OpenOptions, StatementObserver } from '@kojikit/hub-core';

/** Notes what a database is asked while somebody wants to know. */
export class StatementLog implements OpenOptions {
  private readonly listeners = new Set<string[]>();

  readonly observe: StatementObserver = ({ text }) => {
    for (const heard of this.listeners) heard.push(text);
  };

  /** The statements that run until `act` is done, in their order. */
  async during(act: () => Promise<unknown>): Promise<readonly string[]> {
    const heard: string[] = [];
    this.listeners.add(heard);
    try {
      await act();
      return heard;
    } finally {
      this.listeners.delete(heard);
    }
  }
}
