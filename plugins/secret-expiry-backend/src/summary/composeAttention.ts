import {
  FindingCode,
  PlaceProblem,
  PlaceStatus,
  STAGE_COUNT,
  VaultFinding,
  identityOf,
  leadOf,
  wholeDaysLeft,
} from '@plumbline/plugin-secret-expiry-common';
import { AttentionItem } from '@plumbline/plugin-workload-common';
import {
  WorkloadCredential,
  WorkloadCredentials,
} from '../store/CredentialReader';
import {
  countOf,
  dateOf,
  isSuperseded,
  nameAndPlaceOf,
  rotationStep,
} from './wording';

const TAB = 'secret-expiry';
const URGENCY_EXPIRED = 95;
const URGENCY_ROTATION_OVERDUE = 60;
const URGENCY_PLACE = 50;
const URGENCY_SUPERSEDED = 45;
const URGENCY_VAULTS = 30;
const URGENCY_NO_EXPIRY = 20;
const URGENCY_LIFETIME = 18;
const URGENCY_PASSWORD = 12;

/** More would not be read; the list of credentials has them all. */
const MOST_ITEMS = 100;

/** Urgency of a warning by the days left, see `AttentionItem.urgency`. */
const URGENCY_BY_DAYS = [
  [1, 92],
  [7, 75],
  [30, 55],
] as const;
const URGENCY_LATER = 35;

/** Who acts and what helps, where the credential itself does not say. */
export interface AttentionDefaults {
  ownerRef?: string;
  vaultFindings: VaultFinding[];
  /** Runbook of the entity that holds a credential, or of the workload. */
  runbookOf: (entityRef?: string) => string | undefined;
}

/** What needs someone, most urgent first. */
export function composeAttention(
  { credentials, places }: WorkloadCredentials,
  defaults: AttentionDefaults,
  now: Date,
): AttentionItem[] {
  const items = [
    ...onceEach(credentials).flatMap(credential => {
      const warning = warningOf(credential, now);
      if (!warning) return [];
      return {
        id: credential.id,
        tab: TAB,
        entityRef: credential.entityRef,
        ownerRef: credential.ownerRef ?? defaults.ownerRef,
        runbookUrl:
          credential.runbookUrl ?? defaults.runbookOf(credential.entityRef),
        dueAt: credential.expires,
        ...warning,
      };
    }),
    ...withoutExpiry(credentials, defaults),
    ...longLived(credentials, defaults),
    ...passwords(credentials, defaults),
    ...defaults.vaultFindings.map(finding => vaultItem(finding, defaults)),
    ...places.flatMap(place => troubleOf(place, defaults)),
  ];
  return items
    .sort(
      (a, b) =>
        b.urgency - a.urgency || (a.dueAt ?? '').localeCompare(b.dueAt ?? ''),
    )
    .slice(0, MOST_ITEMS);
}

/** One certificate in many places is dealt with once. */
function onceEach(credentials: WorkloadCredential[]): WorkloadCredential[] {
  const first = new Map<string, WorkloadCredential>();
  for (const credential of credentials) {
    const identity = identityOf(credential);
    const known = first.get(identity);
    if (!known || leadOf([known, credential]) === credential) {
      first.set(identity, credential);
    }
  }
  return [...first.values()];
}

function warningOf(
  credential: WorkloadCredential,
  now: Date,
): Pick<AttentionItem, 'tone' | 'urgency' | 'title' | 'nextStep'> | undefined {
  const { state, stage, expires, kind, lastSeen, rotation } = credential;
  if (!credential.needsSomeone) return undefined;
  if (isSuperseded(credential) && state !== 'expired') {
    return supersededItem(credential, now);
  }
  const name = nameAndPlaceOf(credential);
  const step = rotationStep(kind);
  const tone = stage >= STAGE_COUNT ? 'bad' : 'warning';
  if (state === 'rotation-overdue') {
    const until = expires ? `; it expires on ${dateOf(expires)}` : '';
    return {
      tone,
      urgency: Math.max(
        URGENCY_ROTATION_OVERDUE,
        expires ? urgencyOf(expires, now) : 0,
      ),
      title: `${name} should have renewed itself${until}`,
      nextStep: `Find out why the automatic rotation did not run, or do it by hand: ${lowerFirst(
        step,
      )}`,
    };
  }
  if (expires === undefined) return undefined;
  switch (state) {
    case 'expired':
      return {
        tone: 'bad',
        urgency: URGENCY_EXPIRED,
        title: `${name} is past its date since ${dateOf(expires)}`,
        nextStep: `${step} now`,
      };
    case 'expiring':
      return {
        tone,
        urgency: urgencyOf(expires, now),
        title: `${name} expires on ${dateOf(expires)}${
          rotation === 'manual' ? ', not auto-renewed' : ''
        }`,
        nextStep: step,
      };
    case 'unknown': {
      const isPast = Date.parse(expires) <= now.getTime();
      const may = isPast ? 'may be past its date,' : 'may expire on';
      return {
        tone: 'unknown',
        urgency: urgencyOf(expires, now),
        title: `${name} ${may} ${dateOf(expires)}; it was last seen on ${dateOf(
          lastSeen,
        )}`,
        nextStep: `Find out whether it was renewed since; if not: ${lowerFirst(
          step,
        )}`,
      };
    }
    default:
      return undefined;
  }
}

function urgencyOf(expires: string, now: Date): number {
  // Rounded up: a moment more than 7 days left is not within 7 days.
  const days = -wholeDaysLeft(now.toISOString(), new Date(expires));
  const [, urgency] = URGENCY_BY_DAYS.find(([limit]) => days <= limit) ?? [];
  return urgency ?? URGENCY_LATER;
}

function supersededItem(
  credential: WorkloadCredential,
  now: Date,
): Pick<AttentionItem, 'tone' | 'urgency' | 'title' | 'nextStep'> {
  const { expires, findings, stage } = credential;
  const found = findings.find(({ code }) => code === 'superseded');
  return {
    tone: stage >= STAGE_COUNT ? 'bad' : 'warning',
    urgency: Math.max(
      URGENCY_SUPERSEDED,
      expires === undefined ? 0 : urgencyOf(expires, now),
    ),
    title: `${nameAndPlaceOf(credential)} is still the old version${
      expires === undefined ? '' : `, which expires on ${dateOf(expires)}`
    }`,
    nextStep: `Install the new version here too. ${found?.reason ?? ''}`.trim(),
  };
}

function longLived(
  credentials: WorkloadCredential[],
  defaults: AttentionDefaults,
): AttentionItem[] {
  return ofFinding(credentials, defaults, {
    code: 'lifetime-above-policy',
    urgency: URGENCY_LIFETIME,
    one: 'lives longer than the policy allows',
    many: 'live longer than the policy allows',
    nextStep: 'Rotate sooner, and issue for a shorter time',
  });
}

function passwords(
  credentials: WorkloadCredential[],
  defaults: AttentionDefaults,
): AttentionItem[] {
  return ofFinding(credentials, defaults, {
    code: 'password-where-identity',
    urgency: URGENCY_PASSWORD,
    one: 'is a password where a managed identity would do',
    many: 'are passwords where a managed identity would do',
    nextStep: 'Use a managed identity or a federated credential instead',
  });
}

/** One line for all that have a finding. */
function ofFinding(
  credentials: WorkloadCredential[],
  defaults: AttentionDefaults,
  words: {
    code: FindingCode;
    urgency: number;
    one: string;
    many: string;
    nextStep: string;
  },
): AttentionItem[] {
  const found = onceEach(credentials).filter(({ findings }) =>
    findings.some(({ code }) => code === words.code),
  );
  if (found.length === 0) return [];
  const [first, ...others] = found;
  return [
    {
      id: words.code,
      tone: 'warning',
      urgency: words.urgency,
      title:
        others.length === 0
          ? `${nameAndPlaceOf(first)} ${words.one}`
          : `${countOf(found.length, 'credential')} ${words.many}: ${listOf(
              found.map(({ name }) => name),
            )}`,
      nextStep: words.nextStep,
      ownerRef:
        (others.length === 0 ? first.ownerRef : undefined) ?? defaults.ownerRef,
      tab: TAB,
      entityRef: others.length === 0 ? first.entityRef : undefined,
    },
  ];
}

function vaultItem(
  { code, reason, nextStep, stampRefs, vaultRefs }: VaultFinding,
  { ownerRef }: AttentionDefaults,
): AttentionItem {
  return {
    id: ['vaults', code, ...vaultRefs].join(':'),
    tone: 'warning',
    urgency: URGENCY_VAULTS,
    // What is so; what comes of it is said where there is room.
    title: reason.replace(/(, so that .*)?\.$/, ''),
    nextStep,
    ownerRef,
    tab: TAB,
    entityRef: [...vaultRefs, ...stampRefs][0],
  };
}

/** One line for all of them: it is one decision, and no date presses. */
function withoutExpiry(
  credentials: WorkloadCredential[],
  defaults: AttentionDefaults,
): AttentionItem[] {
  return ofFinding(credentials, defaults, {
    code: 'no-expiry',
    urgency: URGENCY_NO_EXPIRY,
    one: 'has no expiry date',
    many: 'have no expiry date',
    nextStep:
      'Set an expiry date, so that it is rotated and nobody has to remember it',
  });
}

function troubleOf(
  place: PlaceStatus,
  defaults: AttentionDefaults,
): AttentionItem[] {
  if (place.outcome === 'looked') return [];
  const [first] = place.problems;
  return [
    {
      id: `place:${place.sourceId}:${place.place}`,
      tone: 'unknown',
      urgency: URGENCY_PLACE,
      title:
        place.outcome === 'partly'
          ? `${place.title} has ${countOf(
              place.problemCount,
              'error',
            )}, so credentials may be missing`
          : `${place.title} could not be read, so its credentials may be out of date`,
      nextStep: first ? fixOf(first) : place.reason ?? 'Make it readable again',
      ownerRef: defaults.ownerRef,
      tab: TAB,
    },
  ];
}

function fixOf(problem: PlaceProblem): string {
  if ('sentence' in problem) return problem.sentence;
  const { file, line, field, expected } = problem;
  return `Fix ${file} line ${line}: ${
    field && `${field}: `
  }expected ${expected}`;
}

function listOf(names: string[]): string {
  const shown = names.slice(0, 3);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase('en-US') + text.slice(1);
}
