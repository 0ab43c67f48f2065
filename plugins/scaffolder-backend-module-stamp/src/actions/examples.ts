import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const PLAN = '${{ steps.plan.output.plan }}';

function step(id: string, name: string, action: string, input: object) {
  return stringify({ steps: [{ id, name, action, input }] });
}

export const stampPlanExamples: TemplateExample[] = [
  {
    description: 'Plan a production stamp for 1,000 concurrent users',
    example: step('plan', 'Plan the stamp', 'stamp:plan', {
      workloadRef: 'system:default/deal-fraud-model',
      environment: 'prod',
      region: 'japaneast',
      expectedUsers: 1000,
      infrastructure: 'bicep',
      pipeline: 'github-actions',
      image: 'crdealfraud.azurecr.io/deal-fraud:2.3.1',
      addressRange: '10.80.16.0/20',
      monthlyCost: 2400,
      currency: 'EUR',
    }),
  },
  {
    description:
      'Plan a stamp without a paired region, where the policy lets this rule be relaxed',
    example: step('plan', 'Plan the stamp', 'stamp:plan', {
      workloadRef: 'system:default/deal-fraud-model',
      environment: 'prod',
      region: 'polandcentral',
      expectedUsers: 200,
      relaxations: [
        {
          rule: 'pair',
          reason: 'Data must stay in Poland, which has one region',
        },
      ],
    }),
  },
];

export const stampChangePlanExamples: TemplateExample[] = [
  {
    description: 'Plan the next version of a stamp, with half of its traffic',
    example: step('plan', 'Plan the change', 'stamp:plan:change', {
      stampRef: 'resource:default/deal-fraud-model-prod-japaneast-001',
      image: 'crdealfraud.azurecr.io/deal-fraud:2.4.0',
      trafficWeight: 50,
    }),
  },
];

export const stampRetireExamples: TemplateExample[] = [
  {
    description: 'Plan the next step of retiring a stamp',
    example: step('plan', 'Plan the next step of retiring', 'stamp:retire', {
      stampRef: 'resource:default/deal-fraud-model-prod-japaneast-001',
      confirm: '${{ parameters.confirm }}',
    }),
  },
];

export const workloadPlanExamples: TemplateExample[] = [
  {
    description: 'Plan a workload with its first stamp',
    example: step('plan', 'Plan the workload', 'stamp:plan:workload', {
      name: 'loan-desk',
      title: 'Loan desk',
      description: 'Where advisers enter loans',
      owner: 'group:default/loans',
      domain: 'domain:default/lending',
      tier: 'business-critical',
      residency: 'EU',
      addressRange: '10.96.0.0/16',
      homeRegion: 'westeurope',
      image: 'crloandesk.azurecr.io/loan-desk:1.0.0',
      environment: 'prod',
      region: 'westeurope',
      expectedUsers: 300,
    }),
  },
];

export const stampRenderExamples: TemplateExample[] = [
  {
    description: 'Render the plan of an earlier step into the workspace',
    example: step('render', 'Render the files', 'stamp:render', { plan: PLAN }),
  },
];

export const stampValidateExamples: TemplateExample[] = [
  {
    description: 'Check the files of the plan of an earlier step',
    example: step('validate', 'Check the files', 'stamp:validate', {
      plan: PLAN,
    }),
  },
];

export const stampPublishExamples: TemplateExample[] = [
  {
    description: 'Publish the plan of an earlier step',
    example: step('publish', 'Publish the stamp', 'stamp:publish', {
      plan: PLAN,
    }),
  },
];
