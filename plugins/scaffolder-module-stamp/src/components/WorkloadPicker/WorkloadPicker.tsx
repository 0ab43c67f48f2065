import { useState } from 'react';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  Alert,
  Combobox,
  Flex,
  IdentifiedOption,
  useAsyncList,
} from '@backstage/ui';
import { WORKLOAD_TYPE } from '@plumbline/plugin-workload-common';
import { stampTranslationRef } from '../../translation';

const PAGE_SIZE = 50;

/**
 * Chooses a workload of the catalog. Searches and pages on the server, so that
 * it works with any number of them. Its value is the full ref.
 */
export function WorkloadPicker(props: FieldExtensionComponentProps<string>) {
  const { formData, onChange, required, disabled, schema, rawErrors } = props;
  const { t } = useTranslationRef(stampTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const [chosen, setChosen] = useState<IdentifiedOption | null>(
    formData ? { id: formData, label: nameOf(formData) } : null,
  );
  const workloads = useAsyncList<IdentifiedOption>({
    async load({ cursor, filterText }) {
      const { items, pageInfo } = await catalogApi.queryEntities(
        cursor
          ? { cursor, limit: PAGE_SIZE }
          : {
              filter: { kind: 'system', 'spec.type': WORKLOAD_TYPE },
              fields: ['kind', 'metadata'],
              fullTextFilter: {
                term: filterText?.trim() ?? '',
                fields: ['metadata.name', 'metadata.title'],
              },
              orderFields: { field: 'metadata.name', order: 'asc' },
              limit: PAGE_SIZE,
            },
      );
      return { items: items.map(optionOf), cursor: pageInfo.nextCursor };
    },
  });
  return (
    // The form's card is as bright as a field: a level of its own sets the field off.
    <Flex bg="neutral" direction="column" gap="2">
      <Combobox
        label={schema.title ?? t('workload.label')}
        description={schema.description ?? t('workload.description')}
        placeholder={t('workload.placeholder')}
        isRequired={required}
        // The form checks what is required, in its own words.
        validationBehavior="aria"
        isDisabled={disabled}
        isInvalid={Boolean(rawErrors?.length)}
        options={workloads}
        search={{ mode: 'server' }}
        value={chosen}
        onChange={option => {
          setChosen(option);
          onChange(option?.id);
        }}
      />
      {workloads.error && (
        <Alert
          status="danger"
          icon
          title={t('workload.failed')}
          description={workloads.error.message}
        />
      )}
    </Flex>
  );
}

function optionOf(entity: Entity): IdentifiedOption {
  const { name, title } = entity.metadata;
  return {
    id: stringifyEntityRef(entity),
    label: title ?? name,
    ...(title && { description: name }),
  };
}

/** The name in a ref. The form may be opened with any text in its address, so nothing is taken for granted. */
function nameOf(ref: string): string {
  return String(ref).split('/').pop()!;
}
