import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Words of the secret-expiry pages. */
export const secretExpiryTranslationRef = createTranslationRef({
  id: 'plumbline.secret-expiry',
  messages: {
    tab: {
      title: 'Secret expiry',
      timeline: 'The next {{days}} days',
      table: 'All credentials',
      sources: 'Where this comes from',
    },
    card: {
      title: 'Secret expiry',
      all: 'All credentials',
      next: 'Next to expire',
    },
    empty: {
      lookedTitle: 'None found',
      looked:
        'The sources that cover this workload were read and list no credentials.',
      notLookedTitle: 'Not looked',
      notLooked:
        'No source names this workload, so nothing is known of its credentials. Add them to a credential inventory.',
      partlyTitle: 'Could not be read',
      partly:
        'A source that covers this workload could not be read in full, and nothing is known of its credentials.',
    },
    timeline: {
      past: 'Past',
      today: 'Today',
      inDays: '{{days}} days',
      none: 'Nothing expires in the next {{days}} days.',
      next: 'The next is {{name}},',
      truncated: 'Only the first {{drawn}} credentials are drawn here.',
      alternative: 'The table below lists the same credentials.',
      past_its_date: 'past its date',
      renewsItself: 'renews itself',
      noEntity: 'The workload',
    },
    kind: {
      secret: 'Secret',
      key: 'Key',
      certificate: 'Certificate',
      clientSecret: 'Client secret',
      tlsEndpoint: 'TLS endpoint',
    },
    column: {
      name: 'Name',
      where: 'Where',
      owner: 'Owner',
      expires: 'Expires',
      stage: 'Stage',
      rotation: 'Rotation',
      howTo: 'How to',
    },
    state: {
      expired: 'Past its date',
      expiredTitle:
        'It may still work: the date of a secret is advice. Nobody planned for it to be used beyond.',
      expiring: 'Stage {{stage}} of {{stages}}',
      expiringTitle:
        'The closer its date, the higher the stage: with a lifetime of {{lifetime}} days, stages begin {{days}} days before it expires.',
      overdue: 'Rotation overdue',
      overdueTitle:
        'It renews itself, but had not by {{date}}: the planned time and a grace.',
      unknown: 'Unknown',
      unknownTitle: 'No source has confirmed its dates since {{date}}.',
      noExpiry: 'No expiry date',
      noExpiryTitle: 'No date is set, so that nothing warns of it.',
      ok: 'Fine',
      okTitle: 'The first warning begins {{days}} days before it expires.',
      okAutomatic: 'Renews itself',
      okAutomaticTitle:
        'It is renewed about {{date}}; silent until that is late.',
    },
    rotation: {
      manual: 'By hand',
      automatic: 'Automatic',
      never: 'no earlier version known',
      late_one: 'replaced {{count}} day late',
      late_other: 'replaced {{count}} days late',
      early_one: 'replaced {{count}} day before its date',
      early_other: 'replaced {{count}} days before its date',
      onTime: 'replaced on its date',
      undated: 'had no expiry date',
    },
    howTo: {
      runbook: 'Runbook',
      portal: 'Open in portal',
      none: 'No runbook',
      forCredential: '{{text}}: {{name}}',
    },
    source: {
      read: '{{title}} read',
      partly: '{{title}} read, except for what has errors,',
      notRead: '{{title}} could not be read',
      lastRead: 'Last read',
      neverRead: 'It has never been read.',
      problem: '{{file}}:{{line}}:{{column}}',
      problemField: '{{field}}: expected {{expected}}',
      problemDocument: 'Expected {{expected}}',
      more_one: 'and {{count}} more error',
      more_other: 'and {{count}} more errors',
      failing: 'Source {{source}} could not be listed: {{reason}}',
      none: 'No source names this workload.',
    },
  },
});
