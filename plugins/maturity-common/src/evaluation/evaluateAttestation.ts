import { AttestationCriterion } from '../model/MaturityModel';
import { Attestation, CriterionResult, Evidence } from './results';

const DAY_MS = 86_400_000;

/** The newest answer to a criterion, of all that there are; `undefined` without any. */
export function latestAttestation(
  criterionId: string,
  attestations: Attestation[],
): Attestation | undefined {
  return attestations
    .filter(attestation => attestation.criterionId === criterionId)
    .reduce<Attestation | undefined>(
      (newest, candidate) =>
        !newest ||
        Date.parse(candidate.attestedAt) >= Date.parse(newest.attestedAt)
          ? candidate
          : newest,
      undefined,
    );
}

/**
 * Until when an answer counts, ISO 8601: as long as the one who gave it says,
 * and no longer than the model allows.
 */
export function attestationEnd(
  criterion: AttestationCriterion,
  attestation: Attestation,
): string {
  const allowed =
    Date.parse(attestation.attestedAt) + criterion.validForDays * DAY_MS;
  return new Date(
    Math.min(allowed, Date.parse(attestation.expiresAt)),
  ).toISOString();
}

/**
 * State of an attestation criterion at a time, from the newest answer. An
 * answer that expired, whichever it was, gives `unknown`.
 *
 * @param at - ISO 8601.
 */
export function evaluateAttestation(
  criterion: AttestationCriterion,
  attestation: Attestation | undefined,
  at: string,
): CriterionResult {
  if (!attestation) {
    return {
      criterionId: criterion.id,
      state: 'unknown',
      reason: 'Nobody has attested it.',
      evidence: [],
    };
  }
  const { answer, attestedBy, attestedAt, evidenceUrl, note } = attestation;
  const end = attestationEnd(criterion, attestation);
  const expired = Date.parse(end) <= Date.parse(at);
  const evidence: Evidence[] = [];
  if (evidenceUrl) evidence.push({ label: 'Evidence', values: [evidenceUrl] });
  if (note) evidence.push({ label: 'Note', values: [note] });
  return {
    criterionId: criterion.id,
    state: expired ? 'unknown' : answer,
    reason: reasonOf(answer, attestedBy, end.slice(0, 10), expired),
    evidence,
    observedAt: attestedAt,
  };
}

function reasonOf(
  answer: Attestation['answer'],
  attestedBy: string,
  endDay: string,
  expired: boolean,
): string {
  const said = answer === 'met' ? 'met' : 'not met';
  return expired
    ? `The answer '${said}' of ${attestedBy} expired on ${endDay}.`
    : `${attestedBy} attested that it is ${said}, valid until ${endDay}.`;
}
