import {
  getCACertificates,
  createSecureContext,
  SecureContext,
} from 'node:tls';
import { Endpoint } from '../endpoint/Endpoint';
import { AddressPolicy } from '../target/AddressPolicy';
import { AllowList } from '../target/AllowList';
import {
  FoundAddresses,
  Resolve,
  findAddresses,
} from '../target/findAddresses';
import { TrustAnchors } from './ChainProblems';
import { LookFailure, failureOf } from './LookFailure';
import { ShownChain, lookAtAddress } from './lookAtAddress';

/** More addresses than this are a cloud's own affair. */
export const MOST_ADDRESSES = 8;

/** What an endpoint showed, at those of its addresses that answered. */
export interface Look {
  chains: ShownChain[];
  /** Addresses that gave nothing, and why. */
  silent: Array<{ address: string; why: string }>;
  /** Why addresses were refused, such as `private`, without saying which. */
  refused: string[];
  /** Addresses beyond {@link MOST_ADDRESSES}. */
  skipped: number;
}

/** What a {@link Looker} may look at and how. */
export interface LookerOptions {
  allowList: AllowList;
  policy: AddressPolicy;
  resolve: Resolve;
  /** Authorities to trust besides the system's, as PEM. */
  authorities: string[];
  /** For all of an endpoint: its name, its addresses, every handshake. */
  timeoutMs: number;
}

/** Looks at endpoints: within the allow list, at vetted addresses only, and never for longer than allowed. */
export class Looker {
  readonly anchors: TrustAnchors;
  readonly #options: LookerOptions;
  readonly #secureContext: SecureContext;

  constructor(options: LookerOptions) {
    this.#options = options;
    const ca = [...getCACertificates('default'), ...options.authorities];
    this.anchors = new TrustAnchors(ca);
    this.#secureContext = createSecureContext({
      ca,
      // Old servers have certificates that expire too, and nothing is sent to them.
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT:@SECLEVEL=0',
    });
  }

  /** @throws LookFailure when no address could be looked at. */
  async look(endpoint: Endpoint, scan: AbortSignal): Promise<Look> {
    const { allowList, policy, resolve, timeoutMs } = this.#options;
    if (!allowList.allows(endpoint)) {
      throw new LookFailure(
        'secretExpiry.tls.allow does not allow this host and port',
      );
    }
    const deadline = new AbortController();
    const stop = () => deadline.abort(scan.reason);
    scan.addEventListener('abort', stop);
    if (scan.aborted) stop();
    const timer = setTimeout(() => {
      const seconds = timeoutMs / 1_000;
      deadline.abort(
        new LookFailure(`There was no answer within ${seconds} s`),
      );
    }, timeoutMs);
    try {
      const found = await unlessAborted(
        findAddresses(endpoint.host, policy, resolve),
        deadline.signal,
      );
      return await this.#lookAt(endpoint, found, deadline.signal);
    } finally {
      clearTimeout(timer);
      scan.removeEventListener('abort', stop);
    }
  }

  async #lookAt(
    endpoint: Endpoint,
    { addresses, refused }: FoundAddresses,
    signal: AbortSignal,
  ): Promise<Look> {
    const chains: ShownChain[] = [];
    const failures: Array<{ address: string; failure: LookFailure }> = [];
    await Promise.all(
      addresses.slice(0, MOST_ADDRESSES).map(async address => {
        try {
          chains.push(
            await lookAtAddress(endpoint, address, this.#secureContext, signal),
          );
        } catch (error) {
          failures.push({ address, failure: failureOf(error) });
        }
      }),
    );
    if (chains.length === 0) {
      const [first] = failures;
      throw (failures.find(({ failure }) => !failure.noRoute) ?? first).failure;
    }
    return {
      chains: chains.sort((a, b) => a.address.localeCompare(b.address)),
      // A machine without IPv6 has no way to one half of a usual host.
      silent: failures
        .filter(({ failure }) => !failure.noRoute)
        .map(({ address, failure }) => ({
          address,
          why: lowerFirst(failure.message),
        }))
        .sort((a, b) => a.address.localeCompare(b.address)),
      refused: [...new Set(refused.map(({ why }) => why))].sort(),
      skipped: Math.max(0, addresses.length - MOST_ADDRESSES),
    };
  }
}

/** Resolvers cannot be stopped, but need not be waited for. */
async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(failureOf(signal.reason));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    promise.catch(() => {});
    aborted.catch(() => {});
  }
}

function lowerFirst(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence)
    ? sentence[0].toLocaleLowerCase('en-US') + sentence.slice(1)
    : sentence;
}
