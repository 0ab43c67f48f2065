import { CREDENTIAL_ORDERS } from '@plumbline/plugin-secret-expiry-common';
import { READ_ONLY, workloadNamed } from '@plumbline/plugin-workload-node';
import { filterOf } from '../router/access/readFilter';
import { ActionOptions } from './ActionOptions';
import {
  credentialOutput,
  credentialShape,
  findingCode,
  kind,
  state,
} from './actionSchemas';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const MAX_DAYS = 3_650;
const DAY_MS = 86_400_000;

/** Registers the action that lists what expires. */
export function registerListExpiringCredentials({
  access,
  actionsRegistry,
  list,
  now = () => new Date(),
}: Pick<ActionOptions, 'access' | 'actionsRegistry' | 'list' | 'now'>) {
  actionsRegistry.register({
    name: 'list-expiring-credentials',
    title: 'List Expiring Credentials',
    description: `
Lists secrets, keys, certificates, client secrets and TLS endpoints of workloads with when they expire, who renews them
and whether somebody must act now: those first, by how soon. It knows dates and names only; no value of a credential is
ever read.

Without filters it lists all that the caller may read. \`needsSomeone: true\` leaves only warnings that nobody has
acknowledged, \`withinDays\` only what expires in so many days, past ones included. One credential in many places is one
item; \`placeCount\` says in how many that the caller may read. Use \`limit\` and \`offset\` to page; \`total\` counts all that the filters let
through. For places, past and explanation of one use get-credential.
    `,
    attributes: READ_ONLY,
    schema: {
      input: z => {
        const many = (what: string) =>
          z.array(z.string().max(300)).min(1).max(50).optional().describe(what);
        return z.object({
          text: z
            .string()
            .max(300)
            .optional()
            .describe('Words in name, workload, owner, holder or place'),
          workloads: many("Refs or names, such as 'shop'"),
          owners: many("Refs of who renews, such as 'group:default/payments'"),
          heldBy: many('Refs of vaults, applications or other resources'),
          stamps: many("Refs, or 'none' for what serves no one stamp"),
          kinds: z.array(kind(z)).min(1).optional(),
          states: z.array(state(z)).min(1).optional(),
          findings: z.array(findingCode(z)).min(1).optional(),
          needsSomeone: z.boolean().optional(),
          acknowledged: z.boolean().optional(),
          withinDays: z.number().min(0).max(MAX_DAYS).optional(),
          orderBy: z
            .enum(CREDENTIAL_ORDERS)
            .optional()
            .describe('urgency when left out; a leading dash is descending'),
          limit: z
            .number()
            .int()
            .min(1)
            .max(MAX_LIMIT)
            .optional()
            .describe(`${DEFAULT_LIMIT} when left out`),
          offset: z.number().int().min(0).max(1_000_000).optional(),
        });
      },
      output: z =>
        z.object({
          total: z.number().int(),
          items: z.array(z.object(credentialShape(z))),
        }),
    },
    examples: [
      {
        title: 'What somebody must see to now',
        input: { needsSomeone: true },
      },
      {
        title: 'What of a workload expires this month',
        input: { workloads: ['ie-bank'], withinDays: 30 },
      },
    ],
    action: async ({ input, credentials }) => {
      const { scope } = await access.caller(credentials);
      const { withinDays } = input;
      const filter = filterOf({
        text: input.text,
        workloadRef: input.workloads?.map(workloadNamed),
        owner: input.owners,
        entityRef: input.heldBy,
        stamp: input.stamps,
        kind: input.kinds,
        state: input.states,
        finding: input.findings,
        needsSomeone: input.needsSomeone,
        acknowledged: input.acknowledged,
        expiresBefore:
          withinDays === undefined
            ? undefined
            : new Date(now().getTime() + withinDays * DAY_MS).toISOString(),
      });
      const { total, items } = await list.page(
        filter,
        input.orderBy ?? 'urgency',
        { limit: input.limit ?? DEFAULT_LIMIT, offset: input.offset ?? 0 },
        scope,
      );
      return { output: { total, items: items.map(credentialOutput) } };
    },
  });
}
