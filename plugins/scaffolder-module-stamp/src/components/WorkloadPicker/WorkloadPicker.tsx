import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CatalogApi, catalogApiRef } from '@backstage/plugin-catalog-react';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Flex, IdentifiedOption, Skeleton } from '@backstage/ui';
import { WORKLOAD_TYPE } from '@plumbline/plugin-workload-common';
import { stampFormTranslationRef } from '../../translation';
import { ChoicePage, ServerChoice } from '../Whose/ServerChoice';
import { WhoseSwitch } from '../Whose/WhoseSwitch';
import { useWhose } from '../Whose/useWhose';

const PAGE_SIZE = 50;

/**
 * Chooses a workload of the catalog: of the reader's own, or of all where the
 * reader may change those of others. Searches and pages on the server, so that
 * it works with any number of them. Its value is the full ref.
 */
export function WorkloadPicker(props: FieldExtensionComponentProps<string>) {
  const { schema } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const whose = useWhose(async owners => {
    const { totalItems } = await catalogApi.queryEntities({
      filter: filterOf(owners),
      fields: ['kind'],
      limit: 1,
    });
    return totalItems;
  });
  return (
    // The form's card is as bright as a field: a level of its own sets the field off.
    <Flex bg="neutral" direction="column" gap="2">
      {whose ? (
        <>
          <ServerChoice
            key={String(whose.isAll)}
            {...props}
            label={schema.title ?? t('workload.label')}
            description={schema.description ?? t('workload.description')}
            placeholder={t('workload.placeholder')}
            failed={t('workload.failed')}
            readTitle={async ref =>
              (await catalogApi.getEntityByRef(ref))?.metadata.title
            }
            load={(text, cursor) =>
              readWorkloads(catalogApi, whose.owners, text, cursor)
            }
          />
          <WhoseSwitch
            whose={whose}
            label={t('workload.all')}
            none={t('workload.none')}
          />
        </>
      ) : (
        <Skeleton height={72} width="100%" aria-label={t('loading')} />
      )}
    </Flex>
  );
}

async function readWorkloads(
  catalogApi: CatalogApi,
  owners: string[] | undefined,
  text: string,
  cursor: string | undefined,
): Promise<ChoicePage> {
  // The catalog takes a filter without values for none at all.
  if (owners?.length === 0) return { items: [] };
  const { items, pageInfo } = await catalogApi.queryEntities(
    cursor
      ? { cursor, limit: PAGE_SIZE }
      : {
          filter: filterOf(owners),
          fields: ['kind', 'metadata'],
          fullTextFilter: {
            term: text,
            fields: ['metadata.name', 'metadata.title'],
          },
          orderFields: { field: 'metadata.name', order: 'asc' },
          limit: PAGE_SIZE,
        },
  );
  return { items: items.map(optionOf), cursor: pageInfo.nextCursor };
}

function filterOf(owners: string[] | undefined) {
  return {
    kind: 'system',
    'spec.type': WORKLOAD_TYPE,
    ...(owners && { [`relations.${RELATION_OWNED_BY}`]: owners }),
  };
}

function optionOf(entity: Entity): IdentifiedOption {
  const { name, title } = entity.metadata;
  return {
    id: stringifyEntityRef(entity),
    label: title ?? name,
    ...(title && { description: name }),
  };
}
