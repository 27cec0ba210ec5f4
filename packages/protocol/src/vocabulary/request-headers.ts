/**
 * A header of requests, whatever its value, by which a caller asks that a policy which refuses what the caller wants names
 * the rule. Koji's hub knows no such header and names rules only with its option `VerbosePolicy`.
 */
export const EXPLAIN_REFUSALS = 'kojikit-explain-refusals';
