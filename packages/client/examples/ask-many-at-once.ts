import { createClient } from '@kojikit/client';
import { hubCall } from '@kojikit/protocol';

/** Which of these tags are there, asked in one request: what fails in it is told call by call. */
export async function existingTags(url: string, names: readonly string[]): Promise<string[]> {
  const client = createClient({ url });
  try {
    const calls = names.map((name) => hubCall('getTag', { tagInfo: name, strict: true }));
    const answers = await client.multicall(calls, { batch: 100 });
    return answers.flatMap((answer) => ('result' in answer ? [answer.result.name] : []));
  } finally {
    client.close();
  }
}
