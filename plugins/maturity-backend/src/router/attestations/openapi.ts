import {
  answer,
  body,
  entityRef,
  exactly,
  object,
  timeInput,
} from '../schemas';

const attestation = exactly({
  workloadRef: entityRef,
  criterionId: { type: 'string', minLength: 1, maxLength: 120 },
  answer: { type: 'string', enum: ['met', 'not-met'] },
  'note?': { type: 'string', maxLength: 2000 },
  'evidenceUrl?': { type: 'string', maxLength: 2000 },
  expiresAt: timeInput,
  'attestedBy?': entityRef,
  'attestedAt?': timeInput,
});

/** Answers of people. */
export const attestationPaths = {
  '/attestations': {
    post: {
      operationId: 'Attest',
      summary: 'Answers questions of criteria, all or none',
      requestBody: body(
        exactly({
          items: {
            type: 'array',
            minItems: 1,
            maxItems: 1000,
            items: attestation,
          },
        }),
      ),
      responses: answer(
        'Stored, and the workloads evaluated',
        object({ added: { type: 'integer', minimum: 0 } }),
      ),
    },
  },
};
