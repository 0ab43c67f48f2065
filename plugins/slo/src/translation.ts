import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Words of the slo pages. */
export const sloTranslationRef = createTranslationRef({
  id: 'plugin.slo',
  messages: {
    title: 'SLOs',
    states: {
      exhausted: 'Budget spent',
      'fast-burn': 'Burning fast',
      'slow-burn': 'Burning slowly',
      low: 'Budget low',
      stale: 'No new data',
      'no-data': 'No data',
      ok: 'Within budget',
    },
    tab: {
      emptyTitle: 'No SLO is declared for this workload',
      emptyDescription:
        'Write an OpenSLO document with the annotation plumbline.io/workload: {{workloadRef}} into one of the places named by slo.documents. It appears here within a minute.',
      heading: 'Service level objectives',
    },
    findings: {
      slaError: '{{slo}} is looser than its SLA',
      slaWarning: '{{slo}} leaves no room before its SLA',
      documentsTitle: 'Some SLO documents have errors',
      documentsDescription:
        'An SLO whose document breaks keeps its last good definition.',
      documentError: '{{place}}: {{message}}',
    },
    figures: {
      objective: 'Objective',
      objectiveMeans:
        'The share of what is counted that has to be good, over this window.',
      objectiveValue: '{{target}} over {{window}}',
      compliance: 'Compliance',
      complianceMeans: 'The share that has been good over the window so far.',
      sla: 'SLA',
      slaMeans:
        'What is promised to clients. The objective should be stricter, so that there is time to act.',
      slaMissed: '{{target}}, not reached over {{window}}',
      slaLooser: '{{target}}, stricter than the objective',
      slaEqual: '{{target}}, the same as the objective',
      remaining: 'Error budget',
      remainingMeans:
        'How much may still go wrong in the window before the objective is missed.',
      remainingLabel: 'Remaining error budget of {{slo}}',
      burnRates: 'Burn rate',
      burnRate: '{{rate}} over {{window}}',
      burnRateUnknown: 'no data over {{window}}',
      burnRateMeans:
        'How many times faster than allowed the budget is spent. At 1x it lasts exactly its period.',
      exhaustion: 'Budget gone in',
      exhaustionMeans:
        'When the budget is spent if it goes on burning as it does now.',
      coverage: 'Coverage',
      coverageMeans:
        'How much of the window there is data for. The rest is unknown, not good.',
      coverageValue: '{{coverage}} of the window measured',
      asOf: 'As of',
      entity: 'Measures',
      unknown: 'no data',
    },
    source: {
      failing: 'Its source does not answer',
      since: 'Since',
      kept: 'The numbers are the last that are known.',
    },
    chart: {
      title: 'Remaining budget, 30 days',
      summary:
        'Remaining error budget of {{slo}} by day, from {{first}} on {{firstDay}} to {{last}} on {{lastDay}}, lowest {{lowest}}',
      none: 'There is no history yet.',
      spent: 'spent',
      tableTitle: 'Numbers behind the chart',
      day: 'Day (UTC)',
      remaining: 'Remaining budget',
      compliance: 'Compliance',
      coverage: 'Coverage',
    },
    explain: {
      title: 'Explain these numbers',
      source: 'Source',
      queries: 'Queries',
      window: 'Window',
      events: 'Events',
      eventsValue: '{{good}} good, {{bad}} bad, {{total}} in all',
      slices: 'Slices of {{length}}',
      slicesValue:
        '{{good}} good, {{bad}} bad, {{empty}} without events, {{noData}} without data, {{expected}} in all',
      formulas: 'Formulas',
      estimated: 'Part of this is an estimate.',
      alerts: 'Alerts',
      alert: '{{name}}, {{state}}: {{reading}}',
      firing: 'firing',
      pending: 'pending',
      inactive: 'quiet',
      declared: 'Declared in',
      slaChecked: 'SLA',
    },
    card: {
      title: 'SLOs',
      all: 'All SLOs',
      list: 'SLOs that need the most care',
      emptyTitle: 'No SLO declared',
      emptyDescription: 'Declare an SLO to see here what its users get.',
      trend: 'Remaining budget of {{slo}}, last 30 days',
      documentErrors_one: '{{count}} error in SLO documents',
      documentErrors_other: '{{count}} errors in SLO documents',
    },
  },
});
