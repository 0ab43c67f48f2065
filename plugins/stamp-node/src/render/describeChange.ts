import type {
  EstatePlan,
  StampLock,
  StampPlan,
} from '@plumbline/plugin-stamp-common';
import { TEMPLATE_VERSION } from '@plumbline/plugin-stamp-common';
import { escapeMarkdown } from './markdown';
import { notesOf } from './notesOf';

/** What a reviewer is told, beside the facts of the stamp. */
interface Story {
  title: string;
  /** One sentence. */
  what: string;
  /** One sentence each. */
  next: readonly string[];
}

/**
 * Title and text of a change, for the reviewer. Made of the plan and of the
 * lock that stands, so that the same change is always told in the same words.
 */
export function describeChange(
  plan: EstatePlan,
  standing?: StampLock,
): { title: string; body: string } {
  const { title, what, next } = storyOf(plan);
  const { stamp } = plan;
  const body = [
    what,
    '',
    '| | |',
    '| --- | --- |',
    ...facts(stamp).map(([name, value]) => `| ${name} | ${code(value)} |`),
    ...section('What changes', differences(plan, standing)),
    ...section(
      'Relaxed rules',
      stamp.relaxations.map(
        ({ rule, reason }) => `${code(rule)}: ${escapeMarkdown(reason)}`,
      ),
    ),
    ...section('To know', notesOf(plan).map(escapeMarkdown)),
    ...section('What happens next', next),
    '',
  ].join('\n');
  return { title, body };
}

function storyOf(plan: EstatePlan): Story {
  const { stamp } = plan;
  const workload = code(stamp.workloadRef);
  switch (plan.kind) {
    case 'add':
      return {
        title: `Add stamp ${stamp.name}`,
        what: `Adds a stamp of ${workload}.`,
        next: [
          'After the merge its pipeline plans the deployment and waits for approval.',
          'The catalog shows it as planned until the pipeline says that it is active.',
        ],
      };
    case 'change':
      return {
        title: `Change stamp ${stamp.name}`,
        what: `Changes a stamp of ${workload}.`,
        next: [
          'After the merge its pipeline deploys the idle unit beside the live one, then moves traffic to it in steps.',
        ],
      };
    case 'drain':
      return {
        title: `Drain stamp ${stamp.name}`,
        what: `First step of retiring a stamp of ${workload}.`,
        next: [
          'After the merge its pipeline takes all traffic away, waits, and destroys it once somebody approves.',
          'Check that the other stamps can carry its users, and that its data lake is copied if it is needed.',
        ],
      };
    case 'remove':
      return {
        title: `Remove stamp ${stamp.name}`,
        what: `Second step of retiring a stamp of ${workload}: its pipeline told that its resources are destroyed.`,
        next: [
          'The merge deletes its files and takes it out of the catalog. A record stays, so that its number is never given again.',
        ],
      };
    default:
      return {
        title: `Add workload ${plan.workload.name}`,
        what: `Adds the workload ${workload} with its global resources and its first stamp.`,
        next: [
          'After the merge deploy the global resources first; the stamp needs them.',
          'Run the global deployment once more when the stamp takes traffic: only then Front Door accepts a route to it.',
          `What is in ${code(
            `${plan.workload.folder}/skeleton`,
          )} is for the repository of the application.`,
        ],
      };
  }
}

type Fact = [name: string, value: string];

function facts(stamp: StampPlan): Fact[] {
  const { zones, pairedRegion, size, monthlyCost } = stamp;
  const where = zones.length > 0 ? `zones ${zones.join(', ')}` : 'no zones';
  const pair = pairedRegion ? `, pair ${pairedRegion}` : '';
  return [
    ['Stamp', stamp.name],
    ['Owner', stamp.owner],
    ['Environment', stamp.environment],
    ['Region', `${stamp.region} (${where}${pair})`],
    ['Addresses', stamp.address.range],
    ['Image', stamp.image],
    ['Users', `${size.expectedUsers} concurrent of at most ${stamp.maxUsers}`],
    [
      'Size',
      `${size.sku}, ${size.minInstances} to ${size.maxInstances} instances`,
    ],
    ['Traffic', `${stamp.trafficWeight} % of its full part`],
    [
      'Monthly cost, as the requester says',
      monthlyCost
        ? `${monthlyCost.amount} ${monthlyCost.currency}`
        : 'not said',
    ],
    ['Code', `${stamp.infrastructure}, ${stamp.pipeline}`],
    ['Folder', stamp.folder],
  ];
}

/** What a change makes different from what stands; a reader of a long diff wants to know that first. */
function differences(plan: EstatePlan, standing?: StampLock): string[] {
  if (!standing || (plan.kind !== 'change' && plan.kind !== 'drain')) return [];
  const before = new Map(facts(standing.plan));
  const changed = facts(plan.stamp)
    .map(([name, value]): [string, string | undefined, string] => [
      name,
      before.get(name),
      value,
    ])
    .concat([['Templates', standing.templateVersion, TEMPLATE_VERSION]])
    .filter(([, old, value]) => old !== value)
    .map(
      ([name, old, value]) => `${name}: ${code(old ?? '')} to ${code(value)}`,
    );
  return changed.length > 0 ? changed : ['Nothing but the wording of files.'];
}

function section(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return ['', `### ${title}`, '', ...items.map(item => `- ${item}`)];
}

/** A value of the plan as code; every such value has a pattern without what is taken out here. */
function code(text: string): string {
  return `\`${text.replace(/[`\r\n|]/g, '')}\``;
}
