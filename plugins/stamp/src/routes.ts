import { createExternalRouteRef } from '@backstage/core-plugin-api';

/** The form of a template of the scaffolder; not there in an app without it. */
export const templateRouteRef = createExternalRouteRef({
  id: 'stamp-template',
  params: ['namespace', 'templateName'],
  optional: true,
  defaultTarget: 'scaffolder.selectedTemplate',
});
