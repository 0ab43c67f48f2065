import {
  CREDENTIAL_STATES,
  CredentialCounts,
  CredentialState,
  CredentialsFilter,
  FINDING_CODES,
  FindingCode,
} from '@plumbline/plugin-secret-expiry-common';
import { FINDING_WORDS } from '../CredentialState/findingWord';

/** By what the list of a workload is narrowed. */
export type Choice =
  | 'needs-someone'
  | 'acknowledged'
  | 'inactive'
  | `finding/${FindingCode}`;

/** What there is to choose: always who needs someone, the others where there are any. */
export function choicesOf(counts: CredentialCounts, chosen?: Choice) {
  const all = [
    {
      id: 'needs-someone',
      count: counts.needsSomeone,
      word: 'filter.needsSomeone',
    },
    {
      id: 'acknowledged',
      count: counts.acknowledged,
      word: 'filter.acknowledged',
    },
    ...FINDING_CODES.map(
      code =>
        ({
          id: `finding/${code}`,
          count: counts.findings[code],
          word: FINDING_WORDS[code],
        } as const),
    ),
    { id: 'inactive', count: counts.states.inactive, word: 'filter.inactive' },
  ] as const;
  return all.filter(
    ({ id, count }) => count > 0 || id === 'needs-someone' || id === chosen,
  );
}

/** The filter of a choice. */
export function filterOf(choice: Choice): CredentialsFilter {
  if (choice === 'needs-someone') return { needsSomeone: true };
  if (choice === 'acknowledged') return { acknowledged: true };
  if (choice === 'inactive') return { state: ['inactive'] };
  return { finding: [choice.slice('finding/'.length) as FindingCode] };
}

/** States of what is in use: what is disabled or deleted hurts nobody when its date comes. */
export const STATES_IN_USE: CredentialState[] = CREDENTIAL_STATES.filter(
  state => state !== 'inactive',
);
