import {
  ActionNotAllowed,
  AuthError,
  createClient,
  GenericError,
  HubConnectionError,
  HubTimeoutError,
  KojiFault,
  NotAHubError,
  type ClientOptions,
} from '@kojikit/client';

/** Makes a tag and says in words what came of it. */
export async function tryToMakeTag(options: ClientOptions, name: string): Promise<string> {
  const client = createClient(options);
  try {
    await client.login();
    const id = await client.api.createTag({ name });
    return `made, its id is ${id}`;
  } catch (error) {
    // The hub answered: its faults are classes, too, below KojiFault as in Koji.
    if (error instanceof AuthError) return 'wrong user or password';
    if (error instanceof ActionNotAllowed) return 'you may not';
    if (error instanceof GenericError) return `refused: ${error.message}`;
    if (error instanceof KojiFault) return `fault ${error.code}: ${error.message}`;
    // Nobody answered who is a hub. A timeout is a connection error as well, so it is asked for first.
    if (error instanceof NotAHubError) return 'there is a web server, but no hub';
    if (error instanceof HubTimeoutError) return 'no answer in time';
    if (error instanceof HubConnectionError) return `not reached: ${error.systemCode ?? error.code}`;
    throw error;
  } finally {
    client.close();
  }
}
