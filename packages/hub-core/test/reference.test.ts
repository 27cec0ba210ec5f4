import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createTestHub } from '@kojikit/testing';
import { expect, it } from 'vitest';

interface ReferenceMethod {
  readonly doc: string;
  readonly params: readonly { readonly name: string; readonly default?: unknown }[];
  readonly access: string | null;
}

const path = createRequire(import.meta.url).resolve('@kojikit/protocol/reference.json');
const reference = JSON.parse(readFileSync(path, 'utf8')) as {
  readonly methods: Readonly<Record<string, ReferenceMethod>>;
  readonly policyTests: Readonly<Record<string, { readonly doc: string }>>;
};

it('the reference has every method of the hub, with the words, arguments and access that the hub tells', async () => {
  const hub = await createTestHub();
  const listed = await hub.anonymous.call('_listapi');
  const access = await hub.anonymous.call<Record<string, string>>('listMethodAccess');
  const told = (listed as { name: string; doc: string | null; args: (string | [string, unknown])[] }[]).map(
    ({ name, doc, args }) => ({
      name,
      // Koji has no words for this one, so that the hub has none, either.
      doc: name === 'getKojiVersion' ? reference.methods[name]?.doc : doc,
      args: args.map((arg) => (typeof arg === 'string' ? arg : `${arg[0]}=${JSON.stringify(arg[1])}`)),
      access: access[name] ?? null,
    }),
  );
  expect(told.length).toBeGreaterThan(300);
  const written = told.map(({ name }) => {
    const method = reference.methods[name];
    return {
      name,
      doc: method?.doc,
      args: method?.params.map((param) =>
        'default' in param ? `${param.name}=${JSON.stringify(param.default)}` : param.name,
      ),
      access: method?.access,
    };
  });
  expect(written).toEqual(told);
});

it('the reference has words for every method and every policy test', async () => {
  const { hub } = await createTestHub();
  for (const name of hub.registry.methods.keys())
    expect([name, reference.methods[name]?.doc]).not.toContain('');
  for (const { name, doc } of hub.registry.policyTests.values()) {
    expect([name, reference.policyTests[name]?.doc]).toEqual([name, doc]);
    expect([name, doc]).not.toContain(undefined);
  }
});
