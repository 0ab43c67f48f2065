import { factList } from '@plumbline/plugin-workload-common';
import { Coverage, StoredCredential } from './api';
import { FindingCode, VaultFinding } from './findings';
import { isActive } from './judgement';
import { automaticRenewal } from './renewal';
import { DAY_MS } from './stages';

/** How long before its end a credential that is renewed by hand counts as about to expire. */
export const EXPIRING_DAYS = 30;

/**
 * What rules of maturity models may read of a workload's credentials, by the
 * names of the fact source `credentials`. Lists hold names, with the place that
 * holds the credential where it is known, unless they say otherwise, sorted.
 * What nothing can be said about is left out.
 *
 * A type and not an interface, so that it can be given as a record of values.
 */
export type CredentialFacts = {
  known?: string[];
  expired?: string[];
  expiring?: string[];
  withoutExpiry?: string[];
  withoutRotation?: string[];
  rotationOverdue?: string[];
  withoutOwner?: string[];
  withoutRunbook?: string[];
  clientSecrets?: string[];
  lifetimeAbovePolicy?: string[];
  superseded?: string[];
  /** Full refs of vaults, see `VaultFinding`. */
  sharedVaults?: string[];
  /** Full refs of stamps. */
  stampsWithoutVault?: string[];
  /** Whether there are global resources and no vault for them. */
  withoutGlobalVault?: boolean;
};

/**
 * The facts of one workload. What is disabled or deleted is left out.
 *
 * What is bad about a credential is said as soon as it is known. That nothing is
 * bad is only said when every place that covers the workload was read in full
 * and, for what dates tell, the dates of every credential are confirmed.
 *
 * @param layout - what is wrong with the vaults of the workload; absent when its
 * vaults are not known, and then nothing is said of them.
 */
export function credentialFacts(
  all: StoredCredential[],
  coverage: Coverage,
  now: Date,
  layout?: VaultFinding[],
): CredentialFacts {
  const vaults = layout ? vaultFacts(layout) : {};
  const credentials = all.filter(isActive);
  if (credentials.length === 0) {
    return { known: factList([], coverage === 'looked'), ...vaults };
  }
  const read = coverage === 'looked';
  const confirmed = credentials.filter(({ state }) => state !== 'unknown');
  const declaring = (keep: (credential: StoredCredential) => boolean) =>
    factList(credentials.filter(keep).map(nameOf), read);
  const dated = (keep: (credential: StoredCredential) => boolean) =>
    factList(
      confirmed.filter(keep).map(nameOf),
      read && confirmed.length === credentials.length,
    );
  const manual = ({ rotation }: StoredCredential) => rotation === 'manual';
  const daysLeft = ({ expires }: StoredCredential) =>
    expires === undefined
      ? Infinity
      : (Date.parse(expires) - now.getTime()) / DAY_MS;

  return {
    known: declaring(() => true),
    expired: dated(credential => daysLeft(credential) <= 0),
    expiring: dated(
      credential =>
        manual(credential) &&
        daysLeft(credential) > 0 &&
        daysLeft(credential) <= EXPIRING_DAYS,
    ),
    withoutExpiry: declaring(({ expires }) => expires === undefined),
    withoutRotation: declaring(manual),
    rotationOverdue: dated(credential => {
      const renewal = automaticRenewal(credential);
      return renewal !== undefined && now >= renewal.overdueAt;
    }),
    withoutOwner: declaring(({ ownerRef }) => !ownerRef),
    withoutRunbook: declaring(
      credential => manual(credential) && !credential.runbookUrl,
    ),
    clientSecrets: declaring(({ kind }) => kind === 'client-secret'),
    lifetimeAbovePolicy: declaring(has('lifetime-above-policy')),
    superseded: dated(has('superseded')),
    ...vaults,
  };
}

function vaultFacts(
  layout: VaultFinding[],
): Pick<
  CredentialFacts,
  'sharedVaults' | 'stampsWithoutVault' | 'withoutGlobalVault'
> {
  const found = (
    code: VaultFinding['code'],
    refs: (finding: VaultFinding) => string[],
  ) =>
    factList(
      layout.filter(finding => finding.code === code).flatMap(refs),
      true,
    );
  return {
    sharedVaults: found('shared-vault', ({ vaultRefs }) => vaultRefs),
    stampsWithoutVault: found(
      'stamp-without-vault',
      ({ stampRefs }) => stampRefs,
    ),
    withoutGlobalVault: layout.some(({ code }) => code === 'no-global-vault'),
  };
}

function has(code: FindingCode) {
  return ({ findings }: StoredCredential) =>
    findings.some(finding => finding.code === code);
}

/** `db-password in shop-weu-kv`: the same name may be in several places. */
function nameOf({ name, entityRef }: StoredCredential): string {
  const place = entityRef && lastOf(entityRef);
  return place ? `${name} in ${place}` : name;
}

function lastOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}
