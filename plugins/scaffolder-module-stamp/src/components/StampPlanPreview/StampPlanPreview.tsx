import { useEffect } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Flex, Text } from '@backstage/ui';
import { REGIONS, planStamp } from '@plumbline/plugin-stamp-common';
import { ReadView, useRead } from '@plumbline/plugin-workload-react';
import { Estate, readEstate } from '../../estate/readEstate';
import { StampFormValues, formValues } from '../../fields/formValues';
import { usePlacementPolicy } from '../../fields/usePlacementPolicy';
import { stampTranslationRef } from '../../translation';
import { PlanSummary } from './PlanSummary';
import { Violations } from './Violations';

/**
 * Shows what would be built, by the same planner that the action uses. Nobody
 * types into it: its value is the name of the planned stamp, or nothing where
 * there is no plan, so that a required preview stops the form.
 */
export function StampPlanPreview(props: FieldExtensionComponentProps<string>) {
  const { formContext, registry, schema, formData, onChange } = props;
  const { t } = useTranslationRef(stampTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const values = formValues(formContext ?? registry?.formContext);
  const { workload } = values;
  const missing = missingFields(values);
  const read = useRead(
    async () => workload && (await readEstate(catalogApi, workload)),
    [catalogApi, workload],
  );
  return (
    <Flex direction="column" gap="3">
      <Text as="h3" variant="body-medium" weight="bold">
        {schema.title ?? t('plan.label')}
      </Text>
      {missing.length > 0 ? (
        <Text>{t('plan.first', { fields: missing.join(', ') })}</Text>
      ) : (
        <ReadView read={read}>
          {estate =>
            estate && (
              <Preview
                estate={estate}
                values={values as Required<StampFormValues>}
                planned={formData}
                onPlanned={onChange}
              />
            )
          }
        </ReadView>
      )}
    </Flex>
  );
}

function Preview(props: {
  estate: Estate;
  values: Required<StampFormValues>;
  planned?: string;
  onPlanned: (name: string | undefined) => void;
}) {
  const { estate, values, planned, onPlanned } = props;
  const { environment, region, expectedUsers } = values;
  const policy = usePlacementPolicy();
  const { plan, violations } = planStamp(
    {
      workload: estate.workload,
      environment,
      region,
      expectedUsers,
      infrastructure: 'terraform',
      pipeline: 'azure-devops',
    },
    estate.stamps,
    REGIONS,
    policy,
  );
  const name = plan?.name;
  useEffect(() => {
    if (name !== planned) onPlanned(name);
  }, [name, planned, onPlanned]);
  return plan ? (
    <PlanSummary plan={plan} />
  ) : (
    <Violations violations={violations} />
  );
}

function missingFields(values: StampFormValues): string[] {
  const needed = [
    'workload',
    'environment',
    'region',
    'expectedUsers',
  ] as const;
  return needed.filter(name => values[name] === undefined);
}
