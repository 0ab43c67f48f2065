import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { PLACEMENT_RULES, PlanRequest } from '@plumbline/plugin-stamp-common';
import { STAMP_LIFECYCLES } from '@plumbline/plugin-workload-common';
import { AddressRangeField } from '../components/AddressRangeField/AddressRangeField';
import { CapacityField } from '../components/CapacityField/CapacityField';
import { ConfirmName } from '../components/ConfirmName/ConfirmName';
import { CostField } from '../components/CostField/CostField';
import { ImageField } from '../components/ImageField/ImageField';
import { RegionPicker } from '../components/RegionPicker/RegionPicker';
import { RelaxationsField } from '../components/RelaxationsField/RelaxationsField';
import { StampPicker } from '../components/StampPicker/StampPicker';
import { StampPlanPreview } from '../components/StampPlanPreview/StampPlanPreview';
import { WorkloadPicker } from '../components/WorkloadPicker/WorkloadPicker';
import { validateRegion } from './validateRegion';
import {
  validateCapacity,
  validateConfirmation,
  validateImage,
  validateRelaxations,
} from './validators';

const text = makeFieldSchema({ output: z => z.string() });
const number = makeFieldSchema({ output: z => z.number() });

const KINDS = [
  'add',
  'change',
  'retire',
  'new-workload',
] as const satisfies readonly PlanRequest['kind'][];

/** `ui:field: WorkloadPicker`, for a parameter named `workload`. */
export const workloadPicker = {
  name: 'WorkloadPicker',
  component: WorkloadPicker,
  schema: text,
};

/** `ui:field: StampPicker`, for a parameter named `stamp`. */
export const stampPicker = {
  name: 'StampPicker',
  component: StampPicker,
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z =>
      z.object({
        lifecycles: z
          .array(z.enum(STAMP_LIFECYCLES))
          .optional()
          .describe('Stamps in these lifecycles only; all when absent'),
      }),
  }),
};

/** `ui:field: RegionPicker`, for parameters named `region` and `homeRegion`. */
export const regionPicker = {
  name: 'RegionPicker',
  component: RegionPicker,
  validation: validateRegion,
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z =>
      z.object({
        use: z
          .enum(['stamp', 'global'])
          .optional()
          .describe(
            'What it is chosen for: a stamp, or global resources, which need no zones',
          ),
      }),
  }),
};

/** `ui:field: RelaxationsField`, for a parameter named `relaxations`. */
export const relaxationsField = {
  name: 'RelaxationsField',
  component: RelaxationsField,
  validation: validateRelaxations,
  schema: makeFieldSchema({
    output: z =>
      z.array(z.object({ rule: z.enum(PLACEMENT_RULES), reason: z.string() })),
  }),
};

/** `ui:field: CapacityField`, for a parameter named `expectedUsers`. */
export const capacityField = {
  name: 'CapacityField',
  component: CapacityField,
  validation: validateCapacity,
  schema: number,
};

/** `ui:field: AddressRangeField`, for a parameter named `addressRange`. */
export const addressRangeField = {
  name: 'AddressRangeField',
  component: AddressRangeField,
  schema: text,
};

/** `ui:field: ImageField`, for a parameter named `image`. */
export const imageField = {
  name: 'ImageField',
  component: ImageField,
  validation: validateImage,
  schema: text,
};

/** `ui:field: CostField`, for a parameter named `monthlyCost`. */
export const costField = {
  name: 'CostField',
  component: CostField,
  schema: number,
};

/** `ui:field: ConfirmName`, for a required parameter beside `stamp`. */
export const confirmName = {
  name: 'ConfirmName',
  component: ConfirmName,
  validation: validateConfirmation,
  schema: text,
};

/** `ui:field: StampPlanPreview`, for a required parameter of any name. */
export const stampPlanPreview = {
  name: 'StampPlanPreview',
  component: StampPlanPreview,
  schema: makeFieldSchema({
    output: z => z.string(),
    uiOptions: z =>
      z.object({
        kind: z
          .enum(KINDS)
          .optional()
          .describe('What the form is for; add when absent'),
      }),
  }),
};
