import type { EstatePlan, StampPlan } from '@plumbline/plugin-stamp-common';
import { escapeMarkdown } from './markdown';

/** Title and text of a change, for the reviewer. Made of the plan alone. */
export function describeChange(plan: EstatePlan): {
  title: string;
  body: string;
} {
  const { stamp } = plan;
  switch (plan.kind) {
    case 'add':
      return {
        title: `Add stamp ${stamp.name}`,
        body: body(stamp, `Adds a stamp of ${code(stamp.workloadRef)}.`, [
          'After the merge its pipeline plans the deployment and waits for approval.',
          'The catalog shows it as planned until the pipeline says that it is active.',
        ]),
      };
    case 'change':
      return {
        title: `Change stamp ${stamp.name}`,
        body: body(stamp, `Changes a stamp of ${code(stamp.workloadRef)}.`, [
          'After the merge its pipeline deploys the idle unit beside the live one, then moves traffic to it in steps.',
        ]),
      };
    case 'drain':
      return {
        title: `Drain stamp ${stamp.name}`,
        body: body(
          stamp,
          `First step of retiring a stamp of ${code(stamp.workloadRef)}.`,
          [
            'After the merge its pipeline takes all traffic away, waits, and destroys it once somebody approves.',
            'Check that the other stamps can carry its users, and that its data lake is copied if it is needed.',
          ],
        ),
      };
    case 'remove':
      return {
        title: `Remove stamp ${stamp.name}`,
        body: body(
          stamp,
          `Second step of retiring a stamp of ${code(
            stamp.workloadRef,
          )}: its pipeline told that its resources are destroyed.`,
          [
            'The merge deletes its files and takes it out of the catalog. A record stays, so that its number is never given again.',
          ],
        ),
      };
    default:
      return {
        title: `Add workload ${plan.workload.name}`,
        body: body(
          stamp,
          `Adds the workload ${code(
            plan.workload.workloadRef,
          )} with its global resources and its first stamp.`,
          [
            'After the merge deploy the global resources first; the stamp needs them.',
            `What is in ${code(
              `${plan.workload.folder}/skeleton`,
            )} is for the repository of the application.`,
          ],
          plan.workload.notes,
        ),
      };
  }
}

function body(
  stamp: StampPlan,
  what: string,
  then: readonly string[],
  moreNotes: readonly string[] = [],
): string {
  const facts: [string, string][] = [
    ['Stamp', stamp.name],
    ['Owner', stamp.owner],
    ['Environment', stamp.environment],
    ['Region', regionOf(stamp)],
    ['Addresses', stamp.address.range],
    ['Image', stamp.image],
    [
      'Size',
      `${stamp.size.expectedUsers} of at most ${stamp.maxUsers} concurrent users: ${stamp.size.sku}, ${stamp.size.minInstances} to ${stamp.size.maxInstances} instances`,
    ],
    ['Traffic', `${stamp.trafficWeight} % of its full part`],
    ['Code', `${stamp.infrastructure}, ${stamp.pipeline}`],
    ['Folder', stamp.folder],
  ];
  if (stamp.monthlyCost) {
    const { amount, currency } = stamp.monthlyCost;
    facts.push(['Monthly cost, as requested', `${amount} ${currency}`]);
  }
  return [
    what,
    '',
    '| | |',
    '| --- | --- |',
    ...facts.map(([name, value]) => `| ${name} | ${code(value)} |`),
    ...section(
      'Relaxed rules',
      stamp.relaxations.map(
        ({ rule, reason }) => `${code(rule)}: ${escapeMarkdown(reason)}`,
      ),
    ),
    ...section(
      'To know',
      [...moreNotes, ...stamp.notes].map(note => escapeMarkdown(note)),
    ),
    ...section('What happens next', then),
    '',
  ].join('\n');
}

function section(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return ['', `### ${title}`, '', ...items.map(item => `- ${item}`)];
}

function regionOf({ region, zones, pairedRegion }: StampPlan): string {
  const where = zones.length > 0 ? `zones ${zones.join(', ')}` : 'no zones';
  return `${region} (${where}${pairedRegion ? `, pair ${pairedRegion}` : ''})`;
}

/** A value of the plan as code; every such value has a pattern without backticks. */
function code(text: string): string {
  return `\`${text.replace(/[`\r\n|]/g, '')}\``;
}
