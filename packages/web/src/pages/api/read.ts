import { hubCall, type ListedMethod } from '@kojikit/protocol';
import type { Visitor } from '../../hub/visitor.js';

/** A method as it is shown. */
export interface ApiMethod {
  readonly name: string;
  readonly args: readonly { readonly name: string; readonly fallback: string | undefined }[];
  readonly doc: string | null;
  /** Who may call it; none where that depends on the arguments, or the hub does not tell. */
  readonly who: string | undefined;
}

export interface Api {
  readonly methods: readonly ApiMethod[];
  readonly version: string | undefined;
}

/** The methods of the hub by name, those of plugins among them. @param filter a part of names or texts. */
export async function readApi(visitor: Visitor, filter: string): Promise<Api> {
  const { listed, access, version } = await visitor.all({
    listed: hubCall('_listapi'),
    access: hubCall('listMethodAccess'),
    version: hubCall('getKojiVersion'),
  });
  const who = access.optional() ?? {};
  const wanted = filter.toLowerCase();
  const methods = listed
    .value()
    .map((method) => described(method as ListedMethod, who[method.name]))
    .filter(({ name, doc }) => `${name} ${doc ?? ''}`.toLowerCase().includes(wanted))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { methods, version: version.optional() };
}

function described({ name, args, doc }: ListedMethod, who: string | undefined): ApiMethod {
  const shown = args.map((arg) =>
    typeof arg === 'string'
      ? { name: arg, fallback: undefined }
      : { name: arg[0], fallback: written(arg[1]) },
  );
  return { name, args: shown, doc, who };
}

function written(value: unknown): string {
  return value === null || value === undefined ? 'nil' : JSON.stringify(value);
}
