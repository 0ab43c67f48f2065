import { CredentialConfig } from '@plumbline/plugin-azure-node';

/** Says who asks, by what the server knows. */
export type ServerIdentity =
  | { kind: 'none' }
  | { kind: 'token'; token: string }
  | { kind: 'basic'; username: string; password: string }
  | { kind: 'entra'; entra: EntraSettings };

/** How a token of Microsoft Entra ID is got. */
export interface EntraSettings {
  credential: CredentialConfig;
  /** Where tokens come from, for other clouds; absolute URL. */
  authorityHost?: string;
  /** What the token is for. */
  scope: string;
}

/** Files of a TLS connection, absolute paths. */
export interface TlsFiles {
  /** Authorities that are trusted instead of those of the system. */
  ca?: string;
  /** Certificate and key that the client shows; both or neither. */
  certificate?: string;
  key?: string;
  /** Name that the server's certificate must have, when the URL has another. */
  serverName?: string;
}

/** A server that may be asked. */
export interface PrometheusServer {
  /** Name of the data source. */
  name: string;
  /** Without a slash at the end. */
  url: string;
  identity: ServerIdentity;
  /** Sent as the header of this name. */
  tenant?: { header: string; value: string };
  tls?: TlsFiles;
  /** How long one query may take. */
  timeoutMs: number;
  /** How far its newest data lags behind; whole seconds. */
  delaySeconds: number;
  /** How often it scrapes; counters need two samples in what they are counted over. */
  scrapeSeconds: number;
  /** Requests that are under way at once. */
  concurrency: number;
  /** Series that are asked for in one request. */
  seriesPerRequest: number;
  /** Longest stretch of time of one request. */
  maxRangeSeconds: number;
  /** An answer that is longer is given up. */
  maxResponseBytes: number;
}
