/** Prefixes that name a place in a broker's own words: ActiveMQ and Artemis, RabbitMQ 3, RabbitMQ 4. */
const OWN_WORDS = ['topic://', '/topic/', '/exchange/', '/exchanges/'];

/**
 * The full address of a message: `topic://koji` and `build.tag` make `topic://koji.build.tag`. A prefix of another form
 * gets `topic://` in front, as in Koji. RabbitMQ 4 wants reserved characters of the key percent-encoded.
 */
export function fullAddress(prefix: string, suffix: string): string {
  if (prefix.startsWith('/exchanges/')) return `${prefix}.${encodeURIComponent(suffix)}`;
  const start = OWN_WORDS.some((word) => prefix.startsWith(word)) ? prefix : `topic://${prefix}`;
  return `${start}.${suffix}`;
}
