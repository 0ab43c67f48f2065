import { parseEntityRef } from '@backstage/catalog-model';
import {
  CredentialKind,
  StoredCredential,
} from '@plumbline/plugin-secret-expiry-common';
import { DateTime } from 'luxon';
import { KIND_WORDS } from '../kindWords';

const ROTATION_STEPS: Record<CredentialKind, string> = {
  secret:
    'Create a new version, switch what reads it over, and disable the old one',
  key: 'Create a new key version and switch what uses it over',
  certificate: 'Renew the certificate and install it where it is served',
  'client-secret':
    'Add a new client secret, switch the application over, and remove the old one; or use a managed identity instead',
  'tls-endpoint': 'Install a renewed certificate at the endpoint',
};

/** What a credential needs to be named. */
export interface Named {
  kind: CredentialKind;
  name: string;
  entityRef?: string;
}

/** `Certificate api-tls`. */
export function nameOf({ kind, name }: Named): string {
  return `${KIND_WORDS[kind]} ${name}`;
}

/** `Certificate api-tls in deal-fraud-weu-kv`. */
export function nameAndPlaceOf(credential: Named): string {
  const { entityRef } = credential;
  if (entityRef === undefined) return nameOf(credential);
  return `${nameOf(credential)} in ${parseEntityRef(entityRef).name}`;
}

/** How a credential of a kind is rotated, in the imperative. */
export function rotationStep(kind: CredentialKind): string {
  return ROTATION_STEPS[kind];
}

/** Whether a newer version exists elsewhere. */
export function isSuperseded({
  findings,
}: Pick<StoredCredential, 'findings'>): boolean {
  return findings.some(({ code }) => code === 'superseded');
}

/** `27 Nov 2026`, in UTC. */
export function dateOf(iso: string): string {
  return DateTime.fromISO(iso, { zone: 'utc', locale: 'en' }).toFormat(
    'd LLL yyyy',
  );
}

/** `1 credential`, `3 credentials`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
