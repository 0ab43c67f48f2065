import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  FormFieldBlueprint,
  createFormField,
} from '@backstage/plugin-scaffolder-react/alpha';

type Fields = typeof import('./fields/fields');

/** A field that is loaded when a form needs it. */
function formField(name: string, pick: (fields: Fields) => object) {
  return FormFieldBlueprint.make({
    name,
    params: {
      field: async () => {
        const fields = await import('./fields/fields');
        return createFormField(
          pick(fields) as Parameters<typeof createFormField>[0],
        );
      },
    },
  });
}

/** The fields of the forms of stamps, for the scaffolder of the new front-end system. */
export const scaffolderModuleStamp = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    formField('workload-picker', fields => fields.workloadPicker),
    formField('stamp-picker', fields => fields.stampPicker),
    formField('region-picker', fields => fields.regionPicker),
    formField('relaxations-field', fields => fields.relaxationsField),
    formField('capacity-field', fields => fields.capacityField),
    formField('address-range-field', fields => fields.addressRangeField),
    formField('image-field', fields => fields.imageField),
    formField('cost-field', fields => fields.costField),
    formField('confirm-name', fields => fields.confirmName),
    formField('stamp-plan-preview', fields => fields.stampPlanPreview),
  ],
});
