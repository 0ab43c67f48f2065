import { StampPlan } from '../plan';
import { stampPlanSchema } from '../planSchema';
import { describeProblems } from '../problems';

/** A stamp's plan alone, or what is wrong with it: one `field: problem` each. In the portal it comes in a plan of a change, or in a lock. */
export function parseStampPlan(
  value: unknown,
):
  | { plan: StampPlan; problems?: undefined }
  | { plan?: undefined; problems: string[] } {
  const result = stampPlanSchema.safeParse(value);
  if (result.success) return { plan: result.data };
  return { problems: describeProblems(result.error) };
}
