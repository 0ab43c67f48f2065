import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  FormFieldBlueprint,
  createFormField,
} from '@backstage/plugin-scaffolder-react/alpha';

/** The fields of the stamp template's form, for the scaffolder of the new front-end system. */
export const scaffolderModuleStamp = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    FormFieldBlueprint.make({
      name: 'workload-picker',
      params: {
        field: async () => {
          const { workloadPicker } = await import('./fields/fields');
          return createFormField(workloadPicker);
        },
      },
    }),
    FormFieldBlueprint.make({
      name: 'region-picker',
      params: {
        field: async () => {
          const { regionPicker } = await import('./fields/fields');
          return createFormField(regionPicker);
        },
      },
    }),
    FormFieldBlueprint.make({
      name: 'stamp-plan-preview',
      params: {
        field: async () => {
          const { stampPlanPreview } = await import('./fields/fields');
          return createFormField(stampPlanPreview);
        },
      },
    }),
  ],
});
