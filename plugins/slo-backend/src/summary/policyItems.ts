import { SloStatus } from '@plumbline/plugin-slo-common';
import { AttentionItem } from '@plumbline/plugin-workload-common';

const TAB = 'slo';

/** What is frozen by the budget policies in force: one item for each thing, however many SLOs freeze it. */
export function policyItems(statuses: SloStatus[]): AttentionItem[] {
  const frozen = new Map<string, SloStatus[]>();
  for (const status of statuses) {
    // Without current data nobody is stopped from working.
    if (status.state === 'stale' || status.state === 'no-data') continue;
    for (const thing of status.policy?.step?.freeze ?? []) {
      frozen.set(thing, [...(frozen.get(thing) ?? []), status]);
    }
  }
  return [...frozen].map(([thing, [first, ...others]]) => ({
    id: `policy/${thing}`,
    tone: 'warning' as const,
    urgency: 65,
    title: `Frozen by ${first.policy!.title}: ${thing}, for ${
      first.displayName
    }${others.length > 0 ? ` and ${others.length} more` : ''}`,
    nextStep: first.policy!.step!.action,
    tab: TAB,
  }));
}
