/**
 * The same form fields for the old front-end system: put the extensions into
 * `ScaffolderFieldExtensions` of the scaffolder's page.
 *
 * @packageDocumentation
 */

import { scaffolderPlugin } from '@backstage/plugin-scaffolder';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import * as fields from './fields/fields';

/** The field `WorkloadPicker`. */
export const WorkloadPickerFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...fields.workloadPicker,
    schema: fields.workloadPicker.schema.schema,
  }),
);

/** The field `StampPicker`. */
export const StampPickerFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...fields.stampPicker,
    schema: fields.stampPicker.schema.schema,
  }),
);

/** The field `RegionPicker`. */
export const RegionPickerFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...fields.regionPicker,
    schema: fields.regionPicker.schema.schema,
  }),
);

/** The field `RelaxationsField`. */
export const RelaxationsFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...fields.relaxationsField,
    schema: fields.relaxationsField.schema.schema,
  }),
);

/** The field `CapacityField`. */
export const CapacityFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...fields.capacityField,
    schema: fields.capacityField.schema.schema,
  }),
);

/** The field `AddressRangeField`. */
export const AddressRangeFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...fields.addressRangeField,
    schema: fields.addressRangeField.schema.schema,
  }),
);

/** The field `ImageField`. */
export const ImageFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...fields.imageField,
    schema: fields.imageField.schema.schema,
  }),
);

/** The field `CostField`. */
export const CostFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...fields.costField,
    schema: fields.costField.schema.schema,
  }),
);

/** The field `ConfirmName`. */
export const ConfirmNameFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...fields.confirmName,
    schema: fields.confirmName.schema.schema,
  }),
);

/** The field `StampPlanPreview`. */
export const StampPlanPreviewFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...fields.stampPlanPreview,
    schema: fields.stampPlanPreview.schema.schema,
  }),
);

export { stampFormTranslationRef } from './translation';
