import { PreviousVersion } from '@plumbline/plugin-secret-expiry-common';
import { Policy } from './VaultObject';

/** Raise it when what was written comes to mean something else. */
const FORMAT = 1;
/** A store keeps no more of a place; of objects beyond it, Azure is asked again. */
const MOST_CHARACTERS = 1_000_000;

/** What lists do not say about an object, and when it was asked for. */
export interface KnownObject {
  /** Of the object when its versions were read; epoch milliseconds. */
  updated: number;
  previous: PreviousVersion[];
  policy?: Policy;
  /** Epoch milliseconds; `-Infinity` for a policy that could not be read. */
  policyReadAt: number;
}

/** What is known of a vault's objects, by `keyOf`. */
export type VaultMemory = Map<string, KnownObject>;

type WrittenVersion = [
  created: number,
  expires: number | null,
  replaced: number,
  thumbprint?: string,
];
type WrittenObject = [
  key: string,
  updated: number,
  policyReadAt: number | null,
  policy: Policy | null,
  previous: WrittenVersion[],
];

/** As text for the store, in few characters: some vaults have thousands of objects. */
export function writeMemory(memory: VaultMemory): string {
  const rows: string[] = [];
  let left = MOST_CHARACTERS - `{"format":${FORMAT},"objects":[]}`.length;
  // In an order of its own, whatever was answered first.
  for (const key of [...memory.keys()].sort()) {
    const known = memory.get(key)!;
    const row: WrittenObject = [
      key,
      known.updated,
      Number.isFinite(known.policyReadAt) ? known.policyReadAt : null,
      known.policy ?? null,
      known.previous.map(writeVersion),
    ];
    const text = JSON.stringify(row);
    left -= text.length + 1;
    if (left < 0) break;
    rows.push(text);
  }
  return `{"format":${FORMAT},"objects":[${rows.join(',')}]}`;
}

/** What {@link writeMemory} wrote; nothing for a text of another format. */
export function readMemory(text: string): VaultMemory {
  const memory: VaultMemory = new Map();
  const written = parsed(text);
  if (written?.format !== FORMAT) return memory;
  for (const row of written.objects as WrittenObject[]) {
    const [key, updated, policyReadAt, policy, previous] = row;
    memory.set(key, {
      updated,
      policyReadAt: policyReadAt ?? -Infinity,
      policy: policy ?? undefined,
      previous: previous.map(readVersion),
    });
  }
  return memory;
}

function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function writeVersion(version: PreviousVersion): WrittenVersion {
  const { created, expires, replaced, thumbprint } = version;
  const dates: [number, number | null, number] = [
    Date.parse(created),
    expires === undefined ? null : Date.parse(expires),
    Date.parse(replaced),
  ];
  return thumbprint === undefined ? dates : [...dates, thumbprint];
}

function readVersion([
  created,
  expires,
  replaced,
  thumbprint,
]: WrittenVersion): PreviousVersion {
  return {
    created: new Date(created).toISOString(),
    ...(expires !== null && { expires: new Date(expires).toISOString() }),
    replaced: new Date(replaced).toISOString(),
    ...(thumbprint && { thumbprint }),
  };
}
