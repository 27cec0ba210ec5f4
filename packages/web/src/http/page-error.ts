/** A page that cannot be shown: its status, and what helps. */
export class PageError extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 405 | 409 | 502 | 503,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'PageError';
  }
}

/* What hubs say of an id or a name that they do not know. Faults have one number for all of it. */
const NOT_FOUND =
  /query returned no rows|^no such|no such |^couldn't find|does ?n[o']t exist|doesn't exist|^invalid \w+info|^no file |No matching|not found/i;
/* What they say of a text that cannot be the name of a build or an RPM. */
const BAD_NAME = /^invalid (format|arch)|invalid nvra?\b/i;
const FAULTS = { refused: [1002, 1004, 1006, 1007], offline: [1014], parameter: [1019, 1024] };

/** The error of a fault that a hub has answered with. */
export function errorOfFault(fault: { readonly code: number; readonly message: string }): PageError {
  if (FAULTS.offline.includes(fault.code)) return new PageError(503, fault.message);
  if (FAULTS.refused.includes(fault.code)) return new PageError(403, fault.message);
  if (NOT_FOUND.test(fault.message)) return new PageError(404, fault.message);
  if (FAULTS.parameter.includes(fault.code) || BAD_NAME.test(fault.message))
    return new PageError(400, fault.message);
  return new PageError(502, fault.message);
}
