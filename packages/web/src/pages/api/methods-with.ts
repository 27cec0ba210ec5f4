import type { ApiMethod } from './read.js';

/** The names of the methods of the hub that throw a fault or emit an event. */
export function methodsWith(
  methods: readonly ApiMethod[],
  what: 'throws' | 'emits',
  name: string,
): readonly string[] {
  return methods.filter(({ known }) => known?.[what].includes(name)).map((method) => method.name);
}
