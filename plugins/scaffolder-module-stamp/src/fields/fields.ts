import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { RegionPicker } from '../components/RegionPicker/RegionPicker';
import { StampPlanPreview } from '../components/StampPlanPreview/StampPlanPreview';
import { WorkloadPicker } from '../components/WorkloadPicker/WorkloadPicker';
import { validateRegion } from './validateRegion';

const schema = makeFieldSchema({ output: z => z.string() });

/** `ui:field: WorkloadPicker`, for a parameter named `workload`. */
export const workloadPicker = {
  name: 'WorkloadPicker',
  component: WorkloadPicker,
  schema,
};

/** `ui:field: RegionPicker`, for a parameter named `region`. */
export const regionPicker = {
  name: 'RegionPicker',
  component: RegionPicker,
  validation: validateRegion,
  schema,
};

/** `ui:field: StampPlanPreview`, for a required parameter of any name. */
export const stampPlanPreview = {
  name: 'StampPlanPreview',
  component: StampPlanPreview,
  schema,
};
