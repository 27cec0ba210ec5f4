import { hubCall, type ListedMethod, type Plain } from '@kojikit/protocol';
import type { PageRequest } from '../../http/page.js';
import type { References } from '../../reference/read-references.js';
import type {
  ReferenceEvent,
  ReferenceFault,
  ReferenceMethod,
  ReferencePolicyTest,
} from '../../reference/reference.js';

/** An argument as the hub lists it, with what the reference says of it. */
export interface ApiArgument {
  readonly name: string;
  /** `*` before the rest of the arguments, `**` before those given by name. */
  readonly mark: '' | '*' | '**';
  readonly fallback: string | undefined;
  /** None for methods that no reference has. */
  readonly type: string | undefined;
  readonly doc: string | undefined;
}

/** A method that the hub has. */
export interface ApiMethod {
  readonly name: string;
  readonly args: readonly ApiArgument[];
  readonly doc: string;
  /** Who may call it; undefined where the hub and the references do not tell, null where that depends on the arguments. */
  readonly who: string | null | undefined;
  /** The room of the contract or the package of the plugin; undefined for methods that no reference has. */
  readonly room: string | undefined;
  readonly known: ReferenceMethod | undefined;
}

/** Something of a reference that has a name, and the package of the plugin that it comes from. */
export type Named<Entry> = Entry & { readonly name: string; readonly plugin?: string | undefined };

/** What programs and rules can use of the hub. */
export interface Api {
  /** By name. */
  readonly methods: readonly ApiMethod[];
  readonly events: readonly Named<ReferenceEvent>[];
  readonly policyTests: readonly Named<ReferencePolicyTest>[];
  readonly faults: readonly Named<ReferenceFault>[];
  /** Of Koji, as the hub answers it. */
  readonly version: string | undefined;
}

/** Who asks, and what is known beforehand. */
export type ApiRequest = Pick<PageRequest, 'visitor' | 'references'>;

/**
 * The methods that the hub has, with the words of its references where these know them; of plugins, the events and policy
 * tests of those whose methods the hub has.
 */
export async function readApi({ visitor, references }: ApiRequest): Promise<Api> {
  const { listed, access, version } = await visitor.all({
    listed: hubCall('_listapi'),
    access: hubCall('listMethodAccess'),
    version: hubCall('getKojiVersion'),
  });
  const methods = listed.value();
  const { core, plugins } = presentOf(
    references(),
    methods.map(({ name }) => name),
  );
  const known = new Map(
    [...plugins.values(), core].flatMap((reference) => Object.entries(reference.methods)),
  );
  const who = access.optional();
  const all = <Entry>(entries: (reference: typeof core) => Readonly<Record<string, Entry>>) =>
    [...named(entries(core))].concat(
      [...plugins].flatMap(([plugin, reference]) => named(entries(reference), plugin)),
    );
  return {
    methods: methods
      .map((method) => described(method, known.get(method.name), who))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
    events: all(({ events }) => events),
    policyTests: all(({ policyTests }) => policyTests),
    faults: named(core.faults),
    version: version.optional(),
  };
}

/** Only the plugins that the hub has: it answers to a method of theirs. */
function presentOf({ core, plugins }: References, names: readonly string[]): References {
  const listed = new Set(names);
  const present = [...plugins].filter(([, { methods }]) =>
    Object.keys(methods).some((name) => listed.has(name) && !(name in core.methods)),
  );
  return { core, plugins: new Map(present) };
}

function named<Entry>(entries: Readonly<Record<string, Entry>>, plugin?: string): Named<Entry>[] {
  return Object.entries(entries).map(([name, entry]) => ({ ...entry, name, plugin }));
}

function described(
  { name, args, doc }: Plain<ListedMethod>,
  known: ReferenceMethod | undefined,
  who: Readonly<Record<string, string>> | undefined,
): ApiMethod {
  return {
    name,
    args: args.map((arg) =>
      typeof arg === 'string' ? argument(arg, undefined, known) : argument(arg[0], written(arg[1]), known),
    ),
    doc: doc ?? known?.doc ?? '',
    who: who === undefined ? known?.access : (who[name] ?? null),
    room: known?.room,
    known,
  };
}

function argument(
  shown: string,
  fallback: string | undefined,
  known: ReferenceMethod | undefined,
): ApiArgument {
  const [, stars = '', name = shown] = /^(\**)(.*)$/s.exec(shown) ?? [];
  const param = known?.params.find((one) => one.name === name);
  const kind = param?.kind ?? { '*': 'rest', '**': 'keywords' }[stars];
  return {
    name,
    mark: kind === 'rest' ? '*' : kind === 'keywords' ? '**' : '',
    fallback,
    type: typeOf(param?.type),
    doc: param?.doc,
  };
}

/** A type that says something. */
export const typeOf = (type: string | undefined): string | undefined =>
  type === 'unknown' ? undefined : type;

function written(value: unknown): string {
  return value === null || value === undefined ? 'nil' : JSON.stringify(value);
}
