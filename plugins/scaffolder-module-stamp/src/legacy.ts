/**
 * The same form fields for the old front-end system: put the extensions into
 * `ScaffolderFieldExtensions` of the scaffolder's page.
 *
 * @packageDocumentation
 */

import { scaffolderPlugin } from '@backstage/plugin-scaffolder';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import {
  regionPicker,
  stampPlanPreview,
  workloadPicker,
} from './fields/fields';

/** The field `WorkloadPicker`. */
export const WorkloadPickerFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...workloadPicker,
    schema: workloadPicker.schema.schema,
  }),
);

/** The field `RegionPicker`. */
export const RegionPickerFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...regionPicker,
    schema: regionPicker.schema.schema,
  }),
);

/** The field `StampPlanPreview`. */
export const StampPlanPreviewFieldExtension = scaffolderPlugin.provide(
  createScaffolderFieldExtension({
    ...stampPlanPreview,
    schema: stampPlanPreview.schema.schema,
  }),
);

export { stampTranslationRef } from './translation';
