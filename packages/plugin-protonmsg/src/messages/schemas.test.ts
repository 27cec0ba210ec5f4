import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bodySchemas, jsonSchema, type MessageType } from './schemas.js';

const here = (path: string) => new URL(`../../${path}`, import.meta.url);
const recording = JSON.parse(readFileSync(here('fixtures/protonmsg-messages.json'), 'utf8')) as {
  steps: { messages?: { address: string; props: { type: MessageType }; body: unknown }[] }[];
};

/** The recording with its markers replaced by values of their kinds. */
function concrete(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(concrete);
  if (typeof value !== 'object' || value === null) return value;
  const { $any, $event, $double, $xmlrpc } = value as Record<string, unknown>;
  if ($any === 'float' || $double !== undefined) return 1.5;
  if ($any !== undefined || $xmlrpc !== undefined) return 'text';
  if ($event !== undefined) return $event;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, concrete(member)]));
}

const messages = recording.steps.flatMap((step) => step.messages ?? []);

describe('schemas', () => {
  it.each(messages.map((message, index) => ({ index, message })))(
    'take the recorded message $index, $message.address',
    ({ message }) => {
      expect(bodySchemas[message.props.type].safeParse(concrete(message.body)).error).toBeUndefined();
    },
  );

  it.each(Object.keys(bodySchemas) as MessageType[])('refuse a %s without its members', (type) => {
    expect(bodySchemas[type].safeParse({}).success).toBe(false);
  });

  it('lie in the package as files, one per kind', () => {
    const types = Object.keys(bodySchemas) as MessageType[];
    expect(existsSync(here('schemas')) && readdirSync(here('schemas')).sort()).toEqual(
      types.map((type) => `${type}.json`).sort(),
    );
    for (const type of types) {
      expect(JSON.parse(readFileSync(here(`schemas/${type}.json`), 'utf8'))).toEqual(jsonSchema(type));
    }
  });
});
