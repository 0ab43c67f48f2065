import { useMemo, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Flex, Text } from '@backstage/ui';
import {
  REGIONS,
  StampWorkload,
  regionChoices,
} from '@plumbline/plugin-stamp-common';
import { ReadView, useRead } from '@plumbline/plugin-workload-react';
import { readEstate } from '../../estate/readEstate';
import { formValues } from '../../fields/formValues';
import { usePlacementPolicy } from '../../fields/usePlacementPolicy';
import { stampTranslationRef } from '../../translation';
import { RegionList } from './RegionList';

/**
 * Chooses a region for the stamp of the workload chosen on the same form.
 * Every region is shown; those that break a rule of the policy say which, and
 * cannot be chosen. Its value is the Azure region name.
 */
export function RegionPicker(props: FieldExtensionComponentProps<string>) {
  const { formContext, registry, schema } = props;
  const { t } = useTranslationRef(stampTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const { workload } = formValues(formContext ?? registry?.formContext);
  const read = useRead(
    async () => workload && (await readEstate(catalogApi, workload)),
    [catalogApi, workload],
  );
  return (
    // The form's card is as bright as a field: a level of its own sets the field off.
    <Flex bg="neutral" direction="column" gap="2">
      <Text as="h3" variant="body-medium" weight="bold">
        {schema.title ?? t('region.label')}
      </Text>
      <Text color="secondary">
        {schema.description ?? t('region.description')}
      </Text>
      {workload ? (
        <ReadView read={read}>
          {estate =>
            estate && <EligibleRegions {...props} workload={estate.workload} />
          }
        </ReadView>
      ) : (
        <Text>{t('region.first')}</Text>
      )}
    </Flex>
  );
}

function EligibleRegions(
  props: FieldExtensionComponentProps<string> & { workload: StampWorkload },
) {
  const { formData, onChange, disabled, workload } = props;
  const policy = usePlacementPolicy();
  const [query, setQuery] = useState('');
  const choices = useMemo(
    () => regionChoices(workload, REGIONS, policy),
    [workload, policy],
  );
  return (
    <RegionList
      choices={choices}
      residency={workload.residency}
      value={formData}
      onChange={onChange}
      query={query}
      onQueryChange={setQuery}
      isDisabled={disabled}
    />
  );
}
