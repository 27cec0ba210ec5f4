/** Where the news of several promises arrive, to be taken out one after another. */
export class Inbox<Item> {
  private readonly items: Item[] = [];
  private failed: { readonly error: unknown } | undefined;
  private wake: () => void = () => undefined;

  /** Puts in what a promise brings. Nothing is kept of one that never comes. */
  expect(item: Promise<Item>): void {
    item
      .then(
        (arrived) => void this.items.push(arrived),
        (error: unknown) => (this.failed ??= { error }),
      )
      .finally(() => this.wake());
  }

  /** The next one, or undefined when nothing comes for so long. Throws the error of a promise. */
  async next(milliseconds: number): Promise<Item | undefined> {
    if (this.items.length === 0 && this.failed === undefined) await this.arrival(milliseconds);
    if (this.failed !== undefined) throw this.failed.error;
    return this.items.shift();
  }

  private arrival(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds).unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
