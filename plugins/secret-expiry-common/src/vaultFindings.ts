import { StampLifecycle } from '@plumbline/plugin-workload-common';
import { VaultFinding } from './findings';
import { counted, listInWords } from './inWords';

/** A stamp, as {@link vaultFindings} sees it. */
export interface StampOfVaults {
  /** Full ref. */
  ref: string;
  /** How pages name it. */
  title: string;
  lifecycle: StampLifecycle;
}

/** A vault and whom it serves. */
export interface VaultOfStamps {
  /** Full ref. */
  ref: string;
  title: string;
  /** Full refs of the stamps that it serves. */
  stampRefs: readonly string[];
  /** Whether it serves global resources. */
  global: boolean;
}

/** A resource that all stamps share. */
export interface GlobalResource {
  /** Full ref. */
  ref: string;
  title: string;
}

/** What {@link vaultFindings} goes by: of one workload. */
export interface VaultLayout {
  stamps: readonly StampOfVaults[];
  vaults: readonly VaultOfStamps[];
  /** Without vaults. */
  globalResources: readonly GlobalResource[];
}

/** Named in a sentence; more are counted. */
const MOST_NAMED = 3;

/**
 * What is wrong with the vaults of a workload: each stamp needs one of its own,
 * so that a stamp fails alone, and global resources a separate one, which no
 * stamp takes down. Stamps that are planned or retired need none.
 *
 * At most one finding for stamps without a vault, one for each shared vault, and
 * one for global resources; the same for the same layout in any order.
 */
export function vaultFindings({
  stamps,
  vaults,
  globalResources,
}: VaultLayout): VaultFinding[] {
  const needing = byRef(
    stamps.filter(({ lifecycle }) =>
      ['active', 'draining'].includes(lifecycle),
    ),
  );
  const serving = byRef(vaults).map(vault => ({
    vault,
    served: needing.filter(({ ref }) => vault.stampRefs.includes(ref)),
  }));
  const without = needing.filter(
    stamp => !serving.some(({ served }) => served.includes(stamp)),
  );
  return [
    ...(without.length > 0 ? [stampsWithoutVault(without)] : []),
    ...serving
      .filter(
        ({ vault, served }) =>
          served.length > 1 || (vault.global && served.length > 0),
      )
      .map(({ vault, served }) => sharedVault(vault, served)),
    ...(globalResources.length > 0 && !vaults.some(({ global }) => global)
      ? [noGlobalVault(byRef(globalResources))]
      : []),
  ];
}

function stampsWithoutVault(stamps: StampOfVaults[]): VaultFinding {
  const one = stamps.length === 1;
  return {
    code: 'stamp-without-vault',
    stampRefs: stamps.map(({ ref }) => ref),
    vaultRefs: [],
    reason: `${one ? 'Stamp' : 'Stamps'} ${named(stamps, 'stamp')} ${
      one ? 'has' : 'have'
    } no vault of ${
      one ? 'its' : 'their'
    } own, so that trouble with a vault elsewhere reaches ${
      one ? 'it' : 'them'
    }.`,
    nextStep: `Create a Key Vault in ${
      one ? 'the stamp' : 'each of these stamps'
    } with the stamp's own infrastructure code, and let the stamp depend on it in the catalog`,
  };
}

function sharedVault(
  vault: VaultOfStamps,
  stamps: StampOfVaults[],
): VaultFinding {
  const served = [
    `${stamps.length === 1 ? 'stamp' : 'stamps'} ${named(stamps, 'stamp')}`,
    ...(vault.global ? ['global resources'] : []),
  ];
  return {
    code: 'shared-vault',
    stampRefs: stamps.map(({ ref }) => ref),
    vaultRefs: [vault.ref],
    reason: `Vault ${vault.title} serves ${served.join(
      ' as well as ',
    )}, so that trouble with it reaches all of them at once.`,
    nextStep: vault.global
      ? `Move what the ${
          stamps.length === 1 ? 'stamp needs' : 'stamps need'
        } to a vault in each stamp, and keep this one for global resources`
      : 'Give each stamp a vault of its own, and move what it needs there',
  };
}

function noGlobalVault(resources: GlobalResource[]): VaultFinding {
  return {
    code: 'no-global-vault',
    stampRefs: [],
    vaultRefs: [],
    reason: `No vault is for the global resources (${named(
      resources,
      'resource',
    )}), so that their credentials depend on a stamp or on nothing that is known.`,
    nextStep:
      'Create a Key Vault for global resources apart from every stamp, and mark it in the catalog with plumbline.io/scope: global',
  };
}

function named(things: { title: string }[], noun: string): string {
  const titles = things.slice(0, MOST_NAMED).map(({ title }) => title);
  const more = things.length - titles.length;
  return listInWords(
    more > 0 ? [...titles, counted(more, `more ${noun}`)] : titles,
  );
}

function byRef<T extends { ref: string }>(things: readonly T[]): T[] {
  return [...new Map(things.map(thing => [thing.ref, thing])).values()].sort(
    (a, b) => (a.ref < b.ref ? -1 : 1),
  );
}
