import {
  asFailure,
  AzureFailure,
  RestReader,
  tellFailure,
} from '@plumbline/plugin-azure-node';
import { CatalogVault } from './CatalogVault';
import { SubscriptionVaults } from './SubscriptionVaults';

const API_VERSION = '2023-07-01';
/** A vault does not move to another subscription often. */
const TRUSTED_FOR_MS = 86_400_000;

/** Which vaults the portal may look at. */
export interface ApprovedVaults {
  /** In lower case. */
  names: ReadonlySet<string>;
  /** GUIDs in lower case. */
  subscriptions: ReadonlySet<string>;
}

/** The address of an approved vault, or why there is none. */
export type Approval = { url: string } | { reason: string };

/**
 * Whether a vault that the catalog names may be looked at. Anybody may write
 * any resource id into the catalog, so whether a vault is in an approved
 * subscription is not taken from there but asked of Resource Manager; of a vault
 * without a resource id all approved subscriptions are asked.
 */
export class VaultApproval {
  readonly #approved: ApprovedVaults;
  readonly #suffix: string;
  readonly #management: RestReader;
  readonly #bySubscription: SubscriptionVaults;
  readonly #now: () => Date;
  readonly #trusted = new Map<string, number>();

  constructor(options: {
    approved: ApprovedVaults;
    /** Such as `vault.azure.net`. */
    suffix: string;
    management: RestReader;
    now: () => Date;
  }) {
    this.#approved = options.approved;
    this.#suffix = options.suffix;
    this.#management = options.management;
    this.#bySubscription = new SubscriptionVaults({
      subscriptions: options.approved.subscriptions,
      management: options.management,
      now: options.now,
    });
    this.#now = options.now;
  }

  /** @throws what the signal was aborted with. */
  async of(vault: CatalogVault, signal: AbortSignal): Promise<Approval> {
    const { name, subscription, resourceId } = vault;
    if (name === undefined) {
      return {
        reason: `The catalog does not say which Key Vault ${vault.entityRef} is`,
      };
    }
    const url = `https://${name}.${this.#suffix}`;
    if (this.#approved.names.has(name)) return { url };
    const { subscriptions } = this.#approved;
    if (subscription ? !subscriptions.has(subscription) : !subscriptions.size) {
      return {
        reason: `Key Vault ${name} is not approved: neither its name nor its subscription is in secretExpiry.keyVault`,
      };
    }
    if (!subscription) return this.#find(name, url, signal);
    const id = resourceId!.replace(/\/$/, '').toLowerCase();
    if (this.#now().getTime() < (this.#trusted.get(id) ?? 0)) return { url };
    try {
      this.#management.endWith(signal);
      const { properties } = await this.#management.get(
        `${id}?api-version=${API_VERSION}`,
      );
      if (URL.parse(properties?.vaultUri)?.origin !== url) {
        throw new AzureFailure('shape');
      }
      this.#trusted.set(id, this.#now().getTime() + TRUSTED_FOR_MS);
      return { url };
    } catch (error) {
      signal.throwIfAborted();
      return {
        reason: tellFailure(
          asFailure(error),
          `the resource of Key Vault ${name} in its subscription`,
          'the role Key Vault Reader',
        ),
      };
    }
  }

  /** A vault of which only the name is known. */
  async #find(
    name: string,
    url: string,
    signal: AbortSignal,
  ): Promise<Approval> {
    try {
      this.#management.endWith(signal);
      if (await this.#bySubscription.hold(url)) return { url };
      return {
        reason: `Key Vault ${name} is in none of the subscriptions of secretExpiry.keyVault; it may not have been created yet`,
      };
    } catch (error) {
      signal.throwIfAborted();
      return {
        reason: tellFailure(
          asFailure(error),
          'the list of the Key Vaults of an approved subscription',
          'the role Key Vault Reader on the subscription',
        ),
      };
    }
  }
}
