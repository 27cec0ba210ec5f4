/** Where to listen. Port 0 takes any free port. */
export interface Listen {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads `HOST:PORT`, `PORT` or `[IPV6]:PORT`; a port alone listens on this machine only.
 * Throws an error that shows the form when it is none of these.
 */
export function parseListen(text: string): Listen {
  const match = /^(?:(?:\[([^\]]+)\]|([^:[\]]*)):)?(\d{1,5})$/.exec(text.trim());
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) {
    throw new Error(`'${text}' is no address to listen on: use HOST:PORT, such as 127.0.0.1:8080`);
  }
  return { host: match[1] ?? (match[2] || '127.0.0.1'), port };
}
