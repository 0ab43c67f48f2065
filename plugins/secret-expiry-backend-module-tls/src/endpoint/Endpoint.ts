/** How an endpoint comes to TLS, and the port where it usually does. */
export const PROTOCOLS = {
  tls: { starttls: undefined, port: undefined },
  https: { starttls: undefined, port: 443 },
  'smtp+starttls': { starttls: 'smtp', port: 25 },
  'imap+starttls': { starttls: 'imap', port: 143 },
  'pop3+starttls': { starttls: 'pop3', port: 110 },
  'ldap+starttls': { starttls: 'ldap', port: 389 },
  'postgres+starttls': { starttls: 'postgres', port: 5432 },
  'mysql+starttls': { starttls: 'mysql', port: 3306 },
} as const;

/** One of {@link PROTOCOLS}. */
export type Protocol = keyof typeof PROTOCOLS;

/** Protocols that begin in clear and change to TLS. */
export type StartTls = NonNullable<(typeof PROTOCOLS)[Protocol]['starttls']>;

/** Where a certificate is shown. */
export interface Endpoint {
  protocol: Protocol;
  /** Name in lower-case ASCII without a dot at its end, or address; an IPv6 one without brackets. */
  host: string;
  port: number;
}

/** What {@link parseEndpoint} accepts, in words that follow "expected". */
export const ENDPOINT_EXPECTED = `host:port, or protocol://host:port with one of ${Object.keys(
  PROTOCOLS,
).join(', ')}`;

const SCHEME = /^([a-z0-9+]+):\/\//i;

/**
 * Reads `host:port` or `protocol://host:port`; `undefined` where the text is
 * neither. Hosts are read as browsers read them, so that an IPv4 address in any
 * of its notations (`127.1`, `0x7f000001`, `2130706433`) is the address it is.
 */
export function parseEndpoint(text: string): Endpoint | undefined {
  const trimmed = text.trim();
  const scheme = SCHEME.exec(trimmed);
  const protocol = scheme ? scheme[1].toLocaleLowerCase('en-US') : 'tls';
  if (!isProtocol(protocol)) return undefined;
  const authority = scheme ? trimmed.slice(scheme[0].length) : trimmed;
  if (!/^[^\s/\\?#@%]+\/?$/.test(authority)) return undefined;
  const host = hostOf(authority);
  const port = portOf(authority) ?? PROTOCOLS[protocol].port;
  if (!host || !port) return undefined;
  return { protocol, host, port };
}

/** The same text for the same endpoint, which {@link parseEndpoint} reads back. */
export function formatEndpoint(endpoint: Endpoint): string {
  const { protocol, host, port } = endpoint;
  const scheme = protocol === 'tls' ? '' : `${protocol}://`;
  return `${scheme}${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** A host as {@link Endpoint.host} has it; `undefined` where it is none. */
export function hostOf(authority: string): string | undefined {
  const url = URL.parse(`https://${authority}`);
  return url?.hostname.replace(/^\[|\]$|\.$/g, '') || undefined;
}

/** A URL leaves the usual port of its scheme out, so that two schemes are asked. */
function portOf(authority: string): number | undefined {
  const port = ['https', 'http']
    .map(scheme => URL.parse(`${scheme}://${authority}`)?.port)
    .find(Boolean);
  return port ? Number(port) : undefined;
}

function isProtocol(text: string): text is Protocol {
  return Object.hasOwn(PROTOCOLS, text);
}
