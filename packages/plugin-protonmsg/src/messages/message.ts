/** A value that AMQP calls simple, as application properties must be. */
export type PropertyValue = string | number | boolean | null;

/** A message as it is formed from an event of the hub. */
export interface Message {
  /** The end of its address: `build.tag`. */
  readonly address: string;
  readonly props: Readonly<Record<string, PropertyValue>>;
  /** JSON text. */
  readonly body: string;
}

/** What a message is about: messages of one object are sent one after the other. */
export function objectOf({ address, props }: Pick<Message, 'address' | 'props'>): string {
  switch (props['type']) {
    case 'PackageListChange':
      return `package ${String(props['tag'])} ${String(props['package'])}`;
    case 'TaskStateChange':
      return `task ${String(props['id'])}`;
    case 'RepoInit':
    case 'RepoDone':
      return `repo ${String(props['repo_id'])}`;
    case 'BuildPromote':
      return `build ${String(props['name'])}-${String(props['version'])}-${String(props['target_release'])}`;
    default:
      return 'name' in props
        ? `build ${String(props['name'])}-${String(props['version'])}-${String(props['release'])}`
        : address;
  }
}
