import { X509Certificate } from 'node:crypto';
import { Socket, connect as connectTcp } from 'node:net';
import { SecureContext, TLSSocket, connect as connectTls } from 'node:tls';
import { Endpoint, PROTOCOLS } from '../endpoint/Endpoint';
import { isPlain } from '../target/AddressPolicy';
import { Conversation } from './Conversation';
import { LookFailure, failureOf } from './LookFailure';
import { START_TLS } from './startTls';

/** What one address of an endpoint showed. */
export interface ShownChain {
  address: string;
  /** As sent, each certificate once, the leaf first. */
  chain: X509Certificate[];
  /** Why OpenSSL does not trust the chain, such as `CERT_HAS_EXPIRED`. */
  distrust?: string;
}

/**
 * Looks at what an endpoint shows at one of its addresses, and says goodbye.
 *
 * @param signal - ends the look, whatever it is at.
 * @throws LookFailure
 */
export async function lookAtAddress(
  endpoint: Endpoint,
  address: string,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<ShownChain> {
  const socket = connectTcp({ host: address, port: endpoint.port });
  // Failures after the look is over are nobody's business.
  socket.on('error', () => {});
  const stop = () => socket.destroy(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) throw signal.reason;
    await connected(socket);
    const { starttls } = PROTOCOLS[endpoint.protocol];
    if (starttls) {
      const conversation = new Conversation(socket);
      await START_TLS[starttls](conversation);
      conversation.end();
    }
    return { address, ...(await shake(endpoint, socket, secureContext)) };
  } catch (error) {
    throw failureOf(signal.aborted ? signal.reason : error);
  } finally {
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
}

function shake(
  { host }: Endpoint,
  socket: Socket,
  secureContext: SecureContext,
): Promise<Omit<ShownChain, 'address'>> {
  return new Promise((resolve, reject) => {
    const tls = connectTls({
      socket,
      secureContext,
      // An address is no server name.
      servername: isPlain(host) ? undefined : host,
      // Nothing is sent, so that what is not trusted can be looked at too.
      rejectUnauthorized: false,
    });
    const end = (failure: unknown) => {
      // A server that wants a certificate from us has shown its own before.
      const chain = chainOf(tls);
      if (chain.length > 0) resolve({ chain, distrust: distrustOf(tls) });
      else reject(failure);
      tls.destroy();
    };
    const closed = new LookFailure('The connection was closed');
    tls.once('secureConnect', () => end(closed));
    tls.on('error', end);
    tls.once('close', () => end(closed));
    // Its end is not always passed on to the TLS socket while it shakes hands.
    socket.once('close', () => end(closed));
    socket.once('error', end);
  });
}

function chainOf(tls: TLSSocket): X509Certificate[] {
  const chain = new Map<string, X509Certificate>();
  let certificate = tls.getPeerX509Certificate();
  while (certificate) {
    if (!chain.has(certificate.fingerprint256)) {
      chain.set(certificate.fingerprint256, certificate);
    }
    certificate = certificate.issuerCertificate;
  }
  return [...chain.values()];
}

function distrustOf(tls: TLSSocket): string | undefined {
  const error = tls.authorizationError as unknown as string | Error | undefined;
  if (!error) return undefined;
  return typeof error === 'string'
    ? error
    : (error as NodeJS.ErrnoException).code ?? error.name;
}
