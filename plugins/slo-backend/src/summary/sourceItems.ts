import { SloStatus } from '@plumbline/plugin-slo-common';
import { AttentionItem } from '@plumbline/plugin-workload-common';

const TAB = 'slo';

/**
 * What is not known and why: one item for each source that fails and one for
 * SLOs that get no data although their source answers, however many SLOs are
 * concerned.
 */
export function sourceItems(statuses: SloStatus[]): AttentionItem[] {
  const failing = new Map<string, SloStatus[]>();
  const silent: SloStatus[] = [];
  for (const status of statuses) {
    if (status.error) {
      const { sourceType, dataSource } = status.explanation;
      const source = dataSource ?? sourceType;
      failing.set(source, [...(failing.get(source) ?? []), status]);
    } else if (status.state === 'stale' || status.state === 'no-data') {
      silent.push(status);
    }
  }
  const items = [...failing].map(
    ([source, concerned]): AttentionItem => ({
      id: `source/${source}`,
      tone: 'unknown',
      urgency: 55,
      title: `${namesOf(concerned)}: the source ${source} does not answer`,
      nextStep: `Look why: ${concerned[0].error}`,
      tab: TAB,
    }),
  );
  if (silent.length > 0) {
    items.push({
      id: 'no-data',
      tone: 'unknown',
      urgency: 52,
      title: `${namesOf(silent)}: no new data`,
      nextStep:
        'Check that the metric is still sent and that the query finds it',
      tab: TAB,
    });
  }
  return items;
}

function namesOf(statuses: SloStatus[]): string {
  const [first, ...others] = statuses;
  if (others.length === 0) return first.displayName;
  return `${first.displayName} and ${others.length} more`;
}
