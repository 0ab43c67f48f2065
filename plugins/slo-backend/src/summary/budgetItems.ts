import {
  SloStatus,
  formatBurnRate,
  formatRemaining,
} from '@plumbline/plugin-slo-common';
import { AttentionItem } from '@plumbline/plugin-workload-common';
import { coarseSpan, hourOf } from './coarse';

const TAB = 'slo';
const DAY = 86_400;

/** What the budget of an SLO asks for: at most one item. What to do is the step of its budget policy, where one is in force. */
export function budgetItems(status: SloStatus): AttentionItem[] {
  const { state, displayName, remainingBudget } = status;
  const policy = status.policy?.step?.action;
  const rate = formatBurnRate(status.presentBurnRate ?? 0);
  const item = (
    fields: Pick<AttentionItem, 'tone' | 'urgency' | 'title' | 'nextStep'>,
  ): AttentionItem => ({
    id: `budget/${status.id}`,
    tab: TAB,
    runbookUrl: status.runbookUrl,
    entityRef: status.entityRef,
    ...fields,
  });
  switch (state) {
    case 'exhausted': {
      const burning = burnsNow(status);
      return [
        item({
          tone: 'bad',
          urgency: burning ? 95 : 75,
          title: `${displayName}: error budget spent, ${formatRemaining(
            remainingBudget ?? 0,
          )}${burning ? `, still burning ${rate}` : ''}`,
          nextStep: burning
            ? 'Find what fails and stop it'
            : policy ??
              'Put reliability work before new changes until budget is back',
        }),
      ];
    }
    case 'fast-burn':
    case 'slow-burn':
      return burnsNow(status) ? [burnItem(status, rate, item)] : [];
    case 'low':
      return [
        item({
          tone: 'warning',
          urgency: 45,
          title: `${displayName}: ${formatRemaining(
            remainingBudget ?? 0,
          )} of the error budget`,
          nextStep: policy ?? 'Hold risky changes until budget is back',
        }),
      ];
    default:
      return [];
  }
}

function burnItem(
  { state, displayName, secondsToExhaustion: lasts, asOf }: SloStatus,
  rate: string,
  item: (
    fields: Pick<AttentionItem, 'tone' | 'urgency' | 'title' | 'nextStep'>,
  ) => AttentionItem,
): AttentionItem {
  const fast = state === 'fast-burn';
  return {
    ...item({
      tone: fast ? 'bad' : 'warning',
      urgency: fast ? 92 : urgencyBy(lasts),
      title: `${displayName} burns ${rate}${
        lasts === null ? '' : `: budget gone in ${coarseSpan(lasts)}`
      }`,
      nextStep: fast
        ? 'Find what fails and stop it'
        : 'Find what burns the budget before it is gone',
    }),
    dueAt:
      lasts === null || asOf === null
        ? undefined
        : hourOf(new Date(Date.parse(asOf) + lasts * 1_000).toISOString()),
  };
}

/** Whether an alert fires because of how fast the budget burns. */
function burnsNow({ alertReadings }: SloStatus): boolean {
  return alertReadings.some(
    ({ state, condition }) =>
      state === 'firing' && condition.kind === 'burn-rate',
  );
}

function urgencyBy(seconds: number | null): number {
  if (seconds === null) return 50;
  if (seconds < DAY) return 90;
  return seconds < 7 * DAY ? 70 : 55;
}
