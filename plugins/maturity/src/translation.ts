import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/** Words of the maturity pages. */
export const maturityTranslationRef = createTranslationRef({
  id: 'maturity',
  messages: {
    empty: {
      title: 'Nothing to show yet',
      noModel:
        'No maturity model is in force. Models are configured under maturity.models.',
      notEvaluated:
        'This workload has not been evaluated yet. Facts are collected every 5 minutes and when its entities change.',
    },
    ladder: {
      label: 'Levels of {{title}}',
      proven: 'proven',
      progress: '{{passed}} of {{total}}',
      locked: '{{passed}} of {{total}}, locked',
      lockedWhy: 'The levels below are not proven yet',
    },
    sentence: {
      none: 'No level is proven yet.',
      proven:
        'Level {{proven}} of {{top}} is proven: every criterion up to it is met.',
      top: 'That is the highest.',
      possible:
        'Level {{possible}} is possible, if what is unknown turns out to be met.',
      capped:
        'More is not possible while criteria of level {{next}} are not met.',
      asOf: 'As of',
    },
    next: {
      title_one: 'Level {{level}}, {{name}}: {{count}} criterion to go',
      title_other: 'Level {{level}}, {{name}}: {{count}} criteria to go',
      howTo: 'What to do',
    },
    level: {
      title: 'Level {{level}}, {{name}}',
      strategies: 'Strategies of level {{level}}',
      all: 'All levels',
      howTo: 'How to:',
    },
    state: {
      met: 'met',
      'not-met': 'not met',
      unknown: 'unknown',
      exempt: 'exempt',
      'not-applicable': 'does not apply',
    },
    criterion: {
      rule: 'rule',
      ruleMeans: 'Decided by facts that Plumbline collects.',
      attestation: 'attestation',
      attestationMeans:
        'Decided by the answer of a person, for a limited time.',
      seen: 'seen',
      attested: 'answered',
      evidenceWanted: 'Counts as evidence:',
      none: 'none',
    },
    attest: {
      button: 'Attest',
      buttonFor: 'Attest: {{title}}',
      title: 'Attest',
      answer: 'Answer',
      met: 'Yes, met',
      notMet: 'No, not met',
      note: 'Note',
      evidenceUrl: 'Address of the evidence',
      evidenceUrlProblem: 'Starts with http:// or https://',
      days: 'Valid for (days)',
      daysHelp: 'At most {{max}}. After that it is unknown again.',
      submit: 'Attest',
      cancel: 'Cancel',
      failed: 'Your answer was not stored',
      notAllowed: 'You may not attest this workload',
    },
    history: {
      title: 'History of levels',
      trend: 'Proven level over its last changes: {{values}}',
      change: '{{from}} → {{to}}',
      first: 'level {{to}}',
    },
    notices: {
      modelBroken: 'A model file has errors',
      lastGood:
        'The last good version stays in force, since {{when}}. Found {{found}}.',
      noGood: 'There is no good version yet. Found {{found}}.',
      collectionFailed: 'Facts are not up to date',
      lastCollected: 'What you see was collected',
      never: 'Nothing has been collected yet.',
    },
    source: { text: 'Titles from {{title}}, {{licence}}.' },
    card: {
      title: 'Maturity',
      next_one: '{{count}} criterion to level {{level}}',
      next_other: '{{count}} criteria to level {{level}}',
      top: 'Highest level proven',
      link: 'Show what is next',
    },
  },
});
