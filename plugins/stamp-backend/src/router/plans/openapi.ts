import { openApi } from '@plumbline/plugin-workload-node';
import { pullRequestLink } from '../schemas';
import { planExamples } from '../../plans/examples';

const { answer, list, object, text } = openApi;

/**
 * Fields of the kinds. They are told here and checked by the planner, which
 * names each that is wrong and says what it expected.
 */
const fields = {
  kind: {
    type: 'string',
    enum: ['add', 'change', 'retire', 'new-workload'],
  },
  workloadRef: { description: 'add: ref of the workload' },
  stampRef: { description: "change, retire: ref of the stamp's entity" },
  environment: {
    description: 'add: 2 to 12 lower-case letters and digits, such as prod',
  },
  region: { description: 'add: name of the region in Azure' },
  expectedUsers: {
    description:
      'add; change where it shall be another: concurrent users at the peak',
  },
  infrastructure: {
    description:
      'add (terraform when absent), new-workload: terraform or bicep',
  },
  pipeline: {
    description:
      'add (azure-devops when absent), new-workload: azure-devops or github-actions',
  },
  image: {
    description:
      'add (that of the workload when absent), change, new-workload: <registry>/<repository>:<tag>',
  },
  addressRange: {
    description:
      'add (the next free one when absent): CIDR block of the stamp; new-workload: of all its stamps',
  },
  trafficWeight: {
    description: 'change: percent of its full part of the traffic',
  },
  monthlyCost: {
    description: 'add, change: what somebody expects, by amount and currency',
  },
  relaxations: {
    description:
      'add: rules to do without where the policy lets that be, each with a reason of 10 to 500 characters',
  },
  name: { description: 'new-workload: of its entity' },
  title: { description: 'new-workload: for people' },
  description: { description: 'new-workload: for people' },
  owner: { description: 'new-workload: full ref of a group' },
  domain: { description: 'new-workload: name of a Domain, if it has one' },
  tier: {
    description:
      'new-workload: mission-critical, business-critical or standard',
  },
  residency: {
    description:
      'new-workload: a word of the policy or the code of a country; absent where data may rest anywhere',
  },
  homeRegion: {
    description:
      'new-workload: region of what its stamps share and must be somewhere',
  },
  stamp: {
    description:
      'new-workload: its first stamp, with environment, region, expectedUsers and, if wanted, addressRange, monthlyCost and relaxations',
  },
};

/** What would be done. */
export const planPaths = {
  '/plans': {
    post: {
      operationId: 'PlanChange',
      summary:
        'What would be done to add, change or retire a stamp, or to start a workload',
      description:
        'As the caller: what they may not see in the catalog is not there. Writes nothing. A field that a kind does not take is refused; 400 names each field that is wrong.',
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { type: 'object', required: ['kind'], properties: fields },
            examples: planExamples,
          },
        },
      },
      responses: answer('The plan, or everything that stands against it', {
        anyOf: [
          object({
            plan: {
              type: 'object',
              description: 'Kind, stamp and, of a new one, workload',
            },
            title: text,
            body: { ...text, description: "Markdown: the pull request's" },
            'estate?': {
              ...object({
                place: text,
                'branch?': {
                  ...text,
                  description: 'Absent for a folder, where nobody reviews',
                },
              }),
              description: 'Where it would go; absent where none is configured',
            },
            files: {
              ...list(object({ path: text, 'before?': text, 'after?': text })),
              description: 'Those that would change; without `after` it goes',
            },
            notes: list(text),
            'pullRequest?': {
              ...pullRequestLink,
              description: 'The same change, asked for already',
            },
          }),
          object({
            violations: list(
              object({ field: text, rule: text, message: text }),
            ),
          }),
        ],
      }),
    },
  },
};
