import { Question } from '../model/MaturityModel';
import { Attestation } from './results';

const DAY_MS = 86_400_000;

/** The newest answer to each criterion, by its id. */
export function newestAttestations(
  attestations: Attestation[],
): Map<string, Attestation> {
  const newest = new Map<string, Attestation>();
  for (const candidate of attestations) {
    const known = newest.get(candidate.criterionId);
    if (
      !known ||
      Date.parse(candidate.attestedAt) >= Date.parse(known.attestedAt)
    ) {
      newest.set(candidate.criterionId, candidate);
    }
  }
  return newest;
}

/**
 * Until when an answer counts, in epoch milliseconds: as long as the one who
 * gave it says, and no longer than the model allows.
 */
export function attestationEnd(
  question: Question,
  attestation: Attestation,
): number {
  const allowed =
    Date.parse(attestation.attestedAt) + question.validForDays * DAY_MS;
  return Math.min(allowed, Date.parse(attestation.expiresAt));
}
