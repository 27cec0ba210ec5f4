import type { Api, ApiMethod } from './read.js';

/** What of the API has every word that is looked for in its name or text; everything for an empty search. */
export function searchApi(api: Api, sought: string): Api {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ name, doc }: { readonly name: string; readonly doc: string }) => {
    const text = `${name} ${doc}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  /* A method also counts as being about the faults and events with whose whole names it is looked for. */
  const methodFits = ({ name, doc, args, known }: ApiMethod) =>
    fits({ name, doc: [doc, ...args.map((arg) => arg.name), ...linkedNames(known)].join(' ') });
  const linkedNames = (known: ApiMethod['known']) =>
    [...(known?.throws ?? []), ...(known?.emits ?? [])].filter((name) => words.includes(name.toLowerCase()));
  return {
    ...api,
    methods: api.methods.filter(methodFits),
    events: api.events.filter(fits),
    policyTests: api.policyTests.filter(fits),
    faults: api.faults.filter(fits),
  };
}
