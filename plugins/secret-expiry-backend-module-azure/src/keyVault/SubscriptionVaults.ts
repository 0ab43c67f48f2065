import {
  asFailure,
  AzureFailure,
  readPages,
  RestReader,
} from '@plumbline/plugin-azure-node';

const API_VERSION = '2023-07-01';
/** A vault does not move to another subscription often. */
const TRUSTED_FOR_MS = 86_400_000;
/** So long one that was not there is not looked for again. */
const LISTED_FOR_MS = 300_000;

/** As much of Resource Manager's answer as is kept. */
const FIELDS = new Set(['value', 'nextLink', 'id', 'properties', 'vaultUri']);

interface ListedVault {
  id: string;
  properties?: { vaultUri?: string };
}

/**
 * Which vaults the approved subscriptions hold, as Resource Manager lists them:
 * for vaults that the catalog knows by name only, such as those of new stamps.
 */
export class SubscriptionVaults {
  readonly #subscriptions: ReadonlySet<string>;
  readonly #management: RestReader;
  readonly #now: () => Date;
  /** By address: until when it is trusted to be there. */
  readonly #trusted = new Map<string, number>();
  #listedAt = -Infinity;
  #failure: AzureFailure | undefined;
  #listing: Promise<void> | undefined;

  constructor(options: {
    /** GUIDs in lower case. */
    subscriptions: ReadonlySet<string>;
    management: RestReader;
    now: () => Date;
  }) {
    this.#subscriptions = options.subscriptions;
    this.#management = options.management;
    this.#now = options.now;
  }

  /**
   * Whether one of them is at an address such as `https://kv-shop.vault.azure.net`.
   *
   * @throws AzureFailure when that cannot be said.
   */
  async hold(url: string): Promise<boolean> {
    const now = this.#now().getTime();
    const isTrusted = () => now < (this.#trusted.get(url) ?? 0);
    if (isTrusted()) return true;
    if (now - this.#listedAt >= LISTED_FOR_MS) {
      // Asked once for all vaults that are looked at together.
      this.#listing ??= this.#list(now).finally(() => {
        this.#listing = undefined;
      });
      await this.#listing;
    }
    if (!isTrusted() && this.#failure) throw this.#failure;
    return isTrusted();
  }

  async #list(now: number) {
    const lists = await Promise.allSettled(
      [...this.#subscriptions].map(subscription =>
        this.#vaultsOf(subscription),
      ),
    );
    this.#failure = undefined;
    for (const list of lists) {
      if (list.status === 'rejected') {
        this.#failure = asFailure(list.reason);
        continue;
      }
      for (const { properties } of list.value) {
        const origin = URL.parse(properties?.vaultUri ?? '')?.origin;
        if (origin) this.#trusted.set(origin, now + TRUSTED_FOR_MS);
      }
    }
    this.#listedAt = now;
  }

  #vaultsOf(subscription: string): Promise<ListedVault[]> {
    return readPages(this.#pagesOf(subscription), ({ id }) => id);
  }

  async *#pagesOf(subscription: string): AsyncGenerator<ListedVault[]> {
    let link:
      | string
      | undefined = `/subscriptions/${subscription}/providers/Microsoft.KeyVault/vaults?api-version=${API_VERSION}`;
    while (link) {
      const page: { value?: ListedVault[]; nextLink?: string } =
        await this.#management.get(link, onlyFields);
      if (!Array.isArray(page.value)) throw new AzureFailure('shape');
      yield page.value;
      link = page.nextLink;
    }
  }
}

function onlyFields(key: string, value: unknown): unknown {
  return key === '' || /^\d+$/.test(key) || FIELDS.has(key) ? value : undefined;
}
