import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const stampPlanExamples: TemplateExample[] = [
  {
    description: 'Plan a production stamp for 1,000 concurrent users',
    example: stringify({
      steps: [
        {
          id: 'plan',
          name: 'Plan the stamp',
          action: 'stamp:plan',
          input: {
            workload: 'system:default/deal-fraud-model',
            environment: 'prod',
            region: 'japaneast',
            expectedUsers: 1000,
          },
        },
      ],
    }),
  },
];

export const stampRenderExamples: TemplateExample[] = [
  {
    description: 'Render the plan of an earlier step into the workspace',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render the files',
          action: 'stamp:render',
          input: { plan: '${{ steps.plan.output.plan }}' },
        },
      ],
    }),
  },
];

export const stampPublishExamples: TemplateExample[] = [
  {
    description: 'Publish the rendered files into the estate folder',
    example: stringify({
      steps: [
        {
          id: 'publish',
          name: 'Publish the stamp',
          action: 'stamp:publish',
          input: { folder: '${{ steps.render.output.folder }}' },
        },
      ],
    }),
  },
];
