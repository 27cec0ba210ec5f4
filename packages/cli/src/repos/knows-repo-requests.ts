/** Whether a hub of this version takes requests for repos: since 1.35. */
export function knowsRepoRequests(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 35);
}
