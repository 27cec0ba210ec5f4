import { hubCall, type ListedMethod } from '@kojikit/protocol';
import { readMethodTypes } from '../../method-types.js';
import type { Visitor } from '../../hub/visitor.js';

/** A method as it is shown. */
export interface ApiMethod {
  readonly name: string;
  readonly args: readonly {
    readonly name: string;
    readonly fallback: string | undefined;
    /** As the contract writes it; none for methods of plugins. */
    readonly type: string | undefined;
  }[];
  /** The type of the result, likewise. */
  readonly result: string | undefined;
  readonly doc: string | null;
  /** Who may call it; none where that depends on the arguments, or the hub does not tell. */
  readonly who: string | undefined;
}

export interface Api {
  readonly methods: readonly ApiMethod[];
  readonly version: string | undefined;
}

type MethodTypes = ReturnType<typeof readMethodTypes>[string];

/** The methods of the hub by name, those of plugins among them. @param filter a part of names or texts. */
export async function readApi(visitor: Visitor, filter: string): Promise<Api> {
  const { listed, access, version } = await visitor.all({
    listed: hubCall('_listapi'),
    access: hubCall('listMethodAccess'),
    version: hubCall('getKojiVersion'),
  });
  const who = access.optional() ?? {};
  const types = new Map(Object.entries(readMethodTypes()));
  const wanted = filter.toLowerCase();
  const methods = listed
    .value()
    .map((method) => described(method as ListedMethod, who[method.name], types.get(method.name)))
    .filter(({ name, doc }) => `${name} ${doc ?? ''}`.toLowerCase().includes(wanted))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { methods, version: version.optional() };
}

function described(
  { name, args, doc }: ListedMethod,
  who: string | undefined,
  types: MethodTypes | undefined,
): ApiMethod {
  const typeOf = (arg: string) => types?.params[arg.replace(/^\*+/, '')];
  const shown = args.map((arg) =>
    typeof arg === 'string'
      ? { name: arg, fallback: undefined, type: typeOf(arg) }
      : { name: arg[0], fallback: written(arg[1]), type: typeOf(arg[0]) },
  );
  return { name, args: shown, result: types?.result, doc, who };
}

function written(value: unknown): string {
  return value === null || value === undefined ? 'nil' : JSON.stringify(value);
}
