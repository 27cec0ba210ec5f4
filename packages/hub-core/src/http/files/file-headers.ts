import { filePresentation } from './file-presentation.js';

/*
 * Whoever can upload a file chooses its bytes and its name. It is served from the address of the pages, so a browser must
 * not take it for one of them: it is shown as what it is called, can load and run nothing, and has an origin of its own.
 */
const HARMLESS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
};

/** The headers of a file that is served under this name. */
export function fileHeaders(name: string): Record<string, string> {
  const { type, inline } = filePresentation(name);
  return {
    ...HARMLESS,
    'content-type': type,
    'content-disposition': inline ? 'inline' : `attachment; ${fileName(name)}`,
  };
}

/* Names with other letters go besides in the form that browsers know for them (RFC 6266). */
function fileName(name: string): string {
  const plain = name.replace(/[^\w.+~ -]/g, '_');
  if (plain === name) return `filename="${plain}"`;
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}
