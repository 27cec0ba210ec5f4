/** Lets wire callers and scenarios talk to a hub of the site over HTTP. */
export function httpTarget(site, url) {
  return {
    setPassword: (user, password) =>
      site.query('UPDATE users SET password = $2 WHERE name = $1', [user, password]),
    runSql: (statement) => site.query(statement),
    request: async ({ method, query, headers, body }) => {
      const response = await fetch(query === '' ? url : `${url}?${query}`, {
        method,
        headers,
        body: method === 'GET' ? undefined : body,
      });
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? undefined,
        body: await response.text(),
      };
    },
  };
}
