import { z } from 'zod';

const DAY_SECONDS = 86_400;

/** Shape of `deployments/*.yaml`. */
export const deploymentsSchema = z.strictObject({
  apiVersion: z.literal('plumbline.io/v1'),
  kind: z.literal('Deployments'),
  workload: z.string().regex(/^system:[^/]+\/.+$/, 'expected a full ref'),
  deployments: z.array(
    z.strictObject({
      title: z.string().min(1),
      /** Before the first start, as in `telemetry.yaml`. */
      daysAgo: z.number().min(0).max(60),
    }),
  ),
});

/** What was deployed to one workload. */
export type Deployments = z.infer<typeof deploymentsSchema>;

/** One item of `POST /events` of the SLO back end. */
export interface DeploymentItem {
  id: string;
  workloadRef: string;
  title: string;
  /** ISO 8601. */
  at: string;
}

/** The deployments as the SLO back end takes them. */
export function toDeploymentItems(
  { workload, deployments }: Deployments,
  anchorSeconds: number,
): DeploymentItem[] {
  return deployments.map(({ title, daysAgo }) => ({
    id: `${workload} ${title}`,
    workloadRef: workload,
    title,
    at: new Date((anchorSeconds - daysAgo * DAY_SECONDS) * 1000).toISOString(),
  }));
}
