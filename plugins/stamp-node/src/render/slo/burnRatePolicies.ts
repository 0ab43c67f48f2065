/** Days over which a budget is spent. */
export const WINDOW_DAYS = 28;

/** Share of the budget spent within a span that alerts, by the SRE Workbook, 'Alerting on SLOs' (multiwindow, multi-burn-rate). */
const ALERTS = [
  {
    suffix: 'burn-1h',
    displayName: 'Error budget burns very fast',
    description: '2% of the budget of 28 days in an hour, and still going on.',
    budgetShare: 0.02,
    hours: 1,
    lookbackWindow: '1h',
    shortWindow: '5m',
    severity: 'page',
  },
  {
    suffix: 'burn-6h',
    displayName: 'Error budget burns fast',
    description:
      '5% of the budget of 28 days in six hours, and still going on.',
    budgetShare: 0.05,
    hours: 6,
    lookbackWindow: '6h',
    shortWindow: '30m',
    severity: 'high',
  },
  {
    suffix: 'burn-3d',
    displayName: 'Error budget burns steadily',
    description:
      '10% of the budget of 28 days in three days, and still going on.',
    budgetShare: 0.1,
    hours: 72,
    lookbackWindow: '3d',
    shortWindow: '6h',
    severity: 'ticket',
  },
];

/**
 * Alert policies of a 28-day budget, as OpenSLO documents, and the references
 * by which an SLO uses them.
 *
 * @param prefix - start of their names; up to 8 characters are appended.
 */
export function burnRatePolicies(prefix: string): {
  documents: object[];
  references: object[];
} {
  return {
    references: ALERTS.map(({ suffix }) => ({
      alertPolicyRef: `${prefix}-${suffix}`,
    })),
    documents: ALERTS.map(alert => ({
      apiVersion: 'openslo/v1',
      kind: 'AlertPolicy',
      metadata: {
        name: `${prefix}-${alert.suffix}`,
        displayName: alert.displayName,
      },
      spec: {
        description: alert.description,
        alertWhenBreaching: true,
        alertWhenResolved: true,
        conditions: [
          {
            kind: 'AlertCondition',
            metadata: {
              name: `${prefix}-${alert.suffix}-rate`,
              displayName: alert.displayName,
              annotations: {
                'plumbline.io/short-window': alert.shortWindow,
                'plumbline.io/alert-min-failures': '3',
              },
            },
            spec: {
              description: alert.description,
              severity: alert.severity,
              condition: {
                kind: 'burnrate',
                op: 'gt',
                threshold: burnRate(alert),
                lookbackWindow: alert.lookbackWindow,
              },
            },
          },
        ],
        notificationTargets: [],
      },
    })),
  };
}

/** Burn rate at which a share of the budget is spent in some hours: share x window / span. */
function burnRate({ budgetShare, hours }: (typeof ALERTS)[number]): number {
  return Number(((budgetShare * WINDOW_DAYS * 24) / hours).toFixed(2));
}
