import {
  StoredCredential,
  healthOfCredential,
} from '@plumbline/plugin-secret-expiry-common';
import { HealthState, NodeSignal } from '@plumbline/plugin-workload-common';
import { WorkloadCredentials } from '../store/CredentialReader';
import { countOf, dateOf, nameOf } from './wording';

const SIGNAL_ID = 'secret-expiry/credentials';

/** Unknown says less than an illness that is known. */
const STATES_BY_WEIGHT: HealthState[] = [
  'healthy',
  'unknown',
  'degraded',
  'unhealthy',
];

/**
 * One signal for each entity that holds credentials (the workload itself for
 * those that name none): as ill as its illest credential. Unknown on the
 * workload when its places could not be read and nothing is known of it.
 */
export function composeSignals(
  workloadRef: string,
  { credentials, places }: WorkloadCredentials,
  now: Date,
): NodeSignal[] {
  if (credentials.length === 0) {
    const unread = places.find(({ outcome }) => outcome !== 'looked');
    if (!unread) return [];
    return [
      {
        id: SIGNAL_ID,
        entityRef: workloadRef,
        state: 'unknown',
        reason: `${unread.title} could not be read, so nothing is known of its credentials`,
        observedAt: hourOf(unread.lastLooked),
      },
    ];
  }
  const byEntity = new Map<string, StoredCredential[]>();
  for (const credential of credentials) {
    const entityRef = credential.entityRef ?? workloadRef;
    const same = byEntity.get(entityRef) ?? [];
    byEntity.set(entityRef, same);
    same.push(credential);
  }
  return [...byEntity]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([entityRef, held]) => signalOf(entityRef, held, now));
}

function signalOf(
  entityRef: string,
  credentials: StoredCredential[],
  now: Date,
): NodeSignal {
  // The first of the illest is the one that expires first.
  const worst = credentials.reduce((a, b) => (weight(b) > weight(a) ? b : a));
  const state = healthOfCredential(worst);
  return {
    id: SIGNAL_ID,
    entityRef,
    state,
    reason: reasonOf(state, worst, credentials, now),
    observedAt: hourOf(
      credentials.reduce((a, b) => (b.lastSeen < a.lastSeen ? b : a)).lastSeen,
    ),
  };
}

function reasonOf(
  state: HealthState,
  worst: StoredCredential,
  credentials: StoredCredential[],
  now: Date,
): string {
  const others = credentials.filter(
    other => other !== worst && healthOfCredential(other) !== 'healthy',
  ).length;
  const more =
    others > 0
      ? `; ${others} more need${others === 1 ? 's' : ''} attention`
      : '';
  switch (state) {
    case 'unhealthy':
      return `${nameOf(worst)} is past its date since ${dateOf(
        worst.expires!,
      )}${more}`;
    case 'degraded':
      return `${nameOf(worst)} expires on ${dateOf(worst.expires!)}${more}`;
    case 'unknown':
      return `${nameOf(worst)} has not been seen since ${dateOf(
        worst.lastSeen,
      )}${more}`;
    default: {
      const next = credentials.find(
        ({ expires }) =>
          expires !== undefined && Date.parse(expires) > now.getTime(),
      );
      const count = countOf(credentials.length, 'credential');
      return next
        ? `${count}, the next date is ${dateOf(next.expires!)}`
        : `${count}, none with an expiry date`;
    }
  }
}

function weight(credential: StoredCredential): number {
  return STATES_BY_WEIGHT.indexOf(healthOfCredential(credential));
}

/**
 * The start of the hour. Sources are looked at every minute, and a summary that
 * changed as often would be news to everyone who listens.
 */
function hourOf(iso: string): string {
  return `${iso.slice(0, 13)}:00:00.000Z`;
}
