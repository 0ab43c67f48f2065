import {
  CredentialFinding,
  CredentialState,
  FindingCode,
  StoredCredential,
} from '@plumbline/plugin-secret-expiry-common';

/** Findings that are what there is to say of a credential in a state. */
const SAID: Partial<Record<CredentialState, FindingCode>> = {
  'no-expiry': 'no-expiry',
  // Its date is far, and a newer version exists elsewhere all the same.
  ok: 'superseded',
};

/** The finding that the state's own word tells, so that it need not be told twice. */
export function findingInState({
  state,
  findings,
}: StoredCredential): CredentialFinding | undefined {
  return findings.find(({ code }) => code === SAID[state]);
}
