import { AttestationCriterion } from '../model/MaturityModel';
import {
  attestationEnd,
  evaluateAttestation,
  latestAttestation,
} from './evaluateAttestation';
import { Attestation } from './results';

const criterion: AttestationCriterion = {
  kind: 'attestation',
  id: 's.attested',
  title: 'Tried',
  howTo: 'Try.',
  question: 'Tried?',
  evidence: 'Notes',
  validForDays: 10,
};

const attestation: Attestation = {
  criterionId: criterion.id,
  answer: 'met',
  attestedBy: 'user:default/ada',
  attestedAt: '2026-11-01T00:00:00.000Z',
  expiresAt: '2026-11-05T00:00:00.000Z',
};

describe('evaluateAttestation', () => {
  it.each([
    ['met', '2026-11-04T23:59:59Z', 'met'],
    ['met', '2026-11-05T00:00:00Z', 'unknown'],
    ['not-met', '2026-11-04T00:00:00Z', 'not-met'],
    ['not-met', '2026-11-06T00:00:00Z', 'unknown'],
  ] as const)('an answer %s at %s gives %s', (answer, at, state) => {
    const result = evaluateAttestation(
      criterion,
      { ...attestation, answer },
      at,
    );
    expect(result.state).toBe(state);
    expect(result.observedAt).toBe(attestation.attestedAt);
  });

  it('counts no longer than the model allows', () => {
    const long = { ...attestation, expiresAt: '2030-01-01T00:00:00.000Z' };
    expect(attestationEnd(criterion, long)).toBe('2026-11-11T00:00:00.000Z');
    expect(
      evaluateAttestation(criterion, long, '2026-11-12T00:00:00Z').reason,
    ).toBe("The answer 'met' of user:default/ada expired on 2026-11-11.");
  });

  it('is unknown while nobody has answered', () => {
    expect(
      evaluateAttestation(criterion, undefined, '2026-11-04T00:00:00Z'),
    ).toEqual({
      criterionId: criterion.id,
      state: 'unknown',
      reason: 'Nobody has attested it.',
      evidence: [],
    });
  });

  it('shows note and evidence', () => {
    const { evidence } = evaluateAttestation(
      criterion,
      { ...attestation, note: 'Fine', evidenceUrl: 'https://example.com' },
      '2026-11-02T00:00:00Z',
    );
    expect(evidence).toEqual([
      { label: 'Evidence', values: ['https://example.com'] },
      { label: 'Note', values: ['Fine'] },
    ]);
  });
});

describe('latestAttestation', () => {
  it('is the newest of the criterion, in whatever order they come', () => {
    const newer = { ...attestation, attestedAt: '2026-11-02T00:00:00.000Z' };
    const foreign = { ...newer, criterionId: 'x', attestedAt: '2027-01-01' };
    for (const all of [
      [attestation, newer, foreign],
      [foreign, newer, attestation],
    ]) {
      expect(latestAttestation(criterion.id, all)).toBe(newer);
    }
    expect(latestAttestation('none', [attestation])).toBeUndefined();
  });
});
