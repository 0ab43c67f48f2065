import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ExistingStamp,
  PlacementPolicy,
  REGIONS,
  StampWorkload,
  existingStampOf,
  planStamp,
  stampWorkloadOf,
} from '@plumbline/plugin-stamp-common';
import { readWorkloads } from '@plumbline/plugin-workload-node';
import { EstateFolder } from '../estate/EstateFolder';
import { stampPlanExamples } from './examples';

/**
 * `stamp:plan`: decides everything about a new stamp from the catalog, the
 * estate and the policy. The form's choices are checked again; a request that
 * breaks a rule fails with every rule that it breaks.
 */
export function createStampPlanAction(options: {
  catalog: CatalogService;
  policy: PlacementPolicy;
  /** Absent when no estate folder is configured. */
  estate?: EstateFolder;
}) {
  const { catalog, policy, estate } = options;
  return createTemplateAction({
    id: 'stamp:plan',
    description:
      'Plans a regional stamp of a workload: placement by policy, number, names, addresses and size. Fails with every rule that the request breaks.',
    examples: stampPlanExamples,
    supportsDryRun: true,
    schema: {
      input: {
        workload: z =>
          z.string().max(200).describe('Ref of the workload, a System'),
        environment: z =>
          z.string().max(12).describe('Environment, such as prod'),
        region: z =>
          z.string().max(30).describe('Azure region, such as westeurope'),
        expectedUsers: z =>
          z.number().int().describe('Concurrent users at the peak'),
      },
      output: {
        plan: z => z.record(z.any()).describe('The plan, for stamp:render'),
        stampRef: z => z.string().describe("Ref of the stamp's entity"),
        notes: z =>
          z.array(z.string()).describe('What to know, although it is allowed'),
      },
    },
    async handler(ctx) {
      const { environment, region, expectedUsers } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const { workload, stamps } = await readWorkload(
        catalog,
        fullWorkloadRef(ctx.input.workload),
        credentials,
      );
      const standing = await estate?.readStamps(workload.ref);
      const { plan, violations } = planStamp(
        {
          workload,
          environment,
          region,
          expectedUsers,
          infrastructure: 'terraform',
          pipeline: 'azure-devops',
        },
        mergeStamps(stamps, standing ?? []),
        REGIONS,
        policy,
      );
      if (violations) {
        throw new InputError(
          `This stamp cannot be built:\n${violations
            .map(({ field, message }) => `- ${field}: ${message}`)
            .join('\n')}`,
        );
      }
      ctx.logger.info(`Planned ${plan.name} with ${plan.address.range}`);
      for (const note of plan.notes) ctx.logger.info(note);
      ctx.output('plan', { ...plan });
      ctx.output('stampRef', plan.stampRef);
      ctx.output('notes', plan.notes);
    },
  });
}

async function readWorkload(
  catalog: CatalogService,
  workloadRef: string,
  credentials: BackstageCredentials,
): Promise<{ workload: StampWorkload; stamps: ExistingStamp[] }> {
  const pages = readWorkloads({
    catalog,
    credentials,
    workloadRefs: [workloadRef],
  });
  for await (const [found] of pages) {
    return {
      workload: stampWorkloadOf(found.workload, found.resources),
      stamps: found.stamps.map(existingStampOf),
    };
  }
  throw new InputError(
    `There is no workload ${workloadRef} in the catalog, or you may not see it`,
  );
}

function fullWorkloadRef(ref: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'system',
        defaultNamespace: 'default',
      }),
    );
  } catch (error) {
    throw new InputError(
      `workload: ${
        (error as Error).message
      }; expected a ref such as system:default/payments`,
    );
  }
}

/**
 * Stamps of the catalog and of the estate, each once. The estate knows of one
 * that the catalog has not read yet; what both know, the estate's lock tells
 * more exactly.
 */
function mergeStamps(
  catalog: readonly ExistingStamp[],
  estate: readonly ExistingStamp[],
): ExistingStamp[] {
  const byName = new Map<string, ExistingStamp>();
  for (const stamp of [...catalog, ...estate]) {
    const name = stamp.name.toLocaleLowerCase('en-US');
    const known = byName.get(name);
    byName.set(name, {
      ...known,
      ...stamp,
      addressRange: stamp.addressRange ?? known?.addressRange,
    });
  }
  return [...byName.values()];
}
