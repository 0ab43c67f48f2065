import {
  DEFAULT_NAMESPACE,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Flex, Text, ToggleButton } from '@backstage/ui';
import { WORKLOAD_TYPE } from '@plumbline/plugin-workload-common';
import {
  Heading,
  ReadView,
  SearchText,
  useLatest,
  useMyRefs,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useSearchParams } from 'react-router-dom';
import { sloPageTranslationRef } from '../../../pageTranslation';
import styles from './WorkloadChooser.module.css';
import { PAGE_SIZE, WorkloadTable } from './WorkloadTable';

/** Props of {@link WorkloadChooser}. */
export interface WorkloadChooserProps {
  /** Path of the sub page. */
  base: string;
}

/** The workloads of the catalog, with the way to the reports of each. */
export function WorkloadChooser({ base }: WorkloadChooserProps) {
  const { t } = useTranslationRef(sloPageTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const [params, setParams] = useSearchParams();
  const { refs: myRefs } = useMyRefs();
  const text = params.get('text') || undefined;
  const mine = params.get('mine') === 'true' && myRefs.length > 0;
  const offset = Math.max(0, Math.trunc(Number(params.get('offset'))) || 0);
  const change = (changes: Record<string, string | undefined>) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        for (const [key, value] of Object.entries({
          offset: undefined,
          ...changes,
        })) {
          if (value) after.set(key, value);
          else after.delete(key);
        }
        return after;
      },
      { replace: true },
    );
  const owners = mine ? myRefs.join() : '';
  const read = useLatest(
    useRead(async () => {
      const { items, totalItems } = await catalogApi.queryEntities({
        filter: {
          kind: 'System',
          'spec.type': WORKLOAD_TYPE,
          ...(owners && {
            [`relations.${RELATION_OWNED_BY}`]: owners.split(','),
          }),
        },
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.title',
          'relations',
        ],
        orderFields: { field: 'metadata.name', order: 'asc' },
        ...(text && {
          fullTextFilter: {
            term: text,
            fields: ['metadata.name', 'metadata.title'],
          },
        }),
        limit: PAGE_SIZE,
        offset,
      });
      return {
        total: totalItems,
        rows: items.map(entity => ({
          id: stringifyEntityRef(entity),
          namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE,
          name: entity.metadata.name,
          title: entity.metadata.title ?? entity.metadata.name,
          ownerRef: entity.relations?.find(
            ({ type }) => type === RELATION_OWNED_BY,
          )?.targetRef,
        })),
      };
    }, [catalogApi, text, owners, offset]),
  );
  return (
    <Flex direction="column" gap="4">
      <div>
        <Heading level={2}>{t('reports.title')}</Heading>
        <Text color="secondary">{t('reports.description')}</Text>
      </div>
      <div className={styles.filters}>
        <SearchText
          label={t('filter.text')}
          placeholder={t('reports.textHint')}
          value={text}
          onChange={value => change({ text: value })}
        />
        {myRefs.length > 0 && (
          <ToggleButton
            isSelected={mine}
            onChange={chosen => change({ mine: chosen ? 'true' : undefined })}
          >
            {t('filter.mine')}
          </ToggleButton>
        )}
      </div>
      <ReadView read={read}>
        {({ rows, total }) => (
          <WorkloadTable
            base={base}
            rows={rows}
            total={total}
            offset={offset}
            isFiltered={text !== undefined || mine}
            isStale={read.isStale}
            onOffset={next => change({ offset: String(next || '') })}
          />
        )}
      </ReadView>
    </Flex>
  );
}
