/** One answer in `POST /attestations`. */
export interface AttestationInput {
  workloadRef: string;
  criterionId: string;
  answer: 'met' | 'not-met';
  note?: string;
  /** http or https. */
  evidenceUrl?: string;
  /** ISO 8601; counts no longer than the model allows. */
  expiresAt: string;
  /** Full ref of who answered; only from other back ends, users answer as themselves. */
  attestedBy?: string;
  /** ISO 8601; only from other back ends, users answer now. */
  attestedAt?: string;
}

/** Answer of `POST /attestations`. */
export interface AttestationsAccepted {
  /** How many answers are new; those that were already there count as none. */
  added: number;
}
