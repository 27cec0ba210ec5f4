/** Carries short texts between the processes of one database. */
export interface Relay {
  /** Tells the other processes, soon. What cannot be told, because the database is away for instance, is dropped. */
  announce(topic: string): void;
  close(): Promise<void>;
}

/** Told of every topic that another process announced. */
export type Hear = (topic: string) => void;
