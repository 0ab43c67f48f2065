import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Cell,
  ColumnConfig,
  SortDescriptor,
  Table,
  Text,
  useTable,
} from '@backstage/ui';
import {
  CREDENTIAL_ORDERS,
  CredentialOrder,
  StoredCredential,
} from '@plumbline/plugin-secret-expiry-common';
import { When } from '@plumbline/plugin-workload-react';
import { useEffect, useRef } from 'react';
import { secretExpiryApiRef } from '../../api/SecretExpiryApi';
import { secretExpiryTranslationRef } from '../../translation';
import { CredentialState } from '../CredentialState/CredentialState';
import { KIND_WORDS } from '../CredentialState/kindWord';
import styles from './CredentialTable.module.css';
import { HowToRotate } from './HowToRotate';
import { LastRotation } from './LastRotation';

const PAGE_SIZE = 20;

/** Props of {@link CredentialTable}. */
export interface CredentialTableProps {
  workloadRef: string;
  /** When it changes, the rows are read again. */
  content?: string;
  /** Full ref of who owns what names no owner. */
  defaultOwnerRef?: string;
}

/** All credentials of a workload, paged and sorted by the back end. */
export function CredentialTable(props: CredentialTableProps) {
  const { workloadRef, content } = props;
  const api = useApi(secretExpiryApiRef);
  const columns = useColumns(props);
  const { tableProps, reload } = useTable<StoredCredential>({
    mode: 'offset',
    initialSort: { column: 'expires', direction: 'ascending' },
    paginationOptions: { pageSize: PAGE_SIZE, pageSizeOptions: [20, 50, 100] },
    getData: async ({ offset, pageSize, sort }) => {
      const { items, total } = await api.getCredentials({
        workloadRef,
        offset,
        limit: pageSize,
        orderBy: orderOf(sort),
      });
      return { data: items, totalCount: total };
    },
  });
  const drawn = useRef(content);
  useEffect(() => {
    if (drawn.current === content) return;
    drawn.current = content;
    reload();
  }, [content, reload]);
  return (
    <Table className={styles.table} columnConfig={columns} {...tableProps} />
  );
}

function orderOf(sort: SortDescriptor | null): CredentialOrder | undefined {
  const order = `${sort?.direction === 'descending' ? '-' : ''}${sort?.column}`;
  return CREDENTIAL_ORDERS.find(known => known === order);
}

function useColumns({
  defaultOwnerRef,
}: CredentialTableProps): ColumnConfig<StoredCredential>[] {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return [
    {
      id: 'name',
      label: t('column.name'),
      minWidth: 160,
      isRowHeader: true,
      isSortable: true,
      cell: ({ name, kind }) => (
        <Cell className={styles.name}>
          {name}
          <br />
          <Text variant="body-small" color="secondary">
            {t(KIND_WORDS[kind])}
          </Text>
        </Cell>
      ),
    },
    {
      id: 'where',
      label: t('column.where'),
      minWidth: 130,
      isSortable: true,
      cell: ({ entityRef }) => <Cell>{entityLink(entityRef)}</Cell>,
    },
    {
      id: 'owner',
      label: t('column.owner'),
      minWidth: 120,
      isSortable: true,
      cell: ({ ownerRef }) => (
        <Cell>{entityLink(ownerRef ?? defaultOwnerRef)}</Cell>
      ),
    },
    {
      id: 'expires',
      label: t('column.expires'),
      minWidth: 120,
      isSortable: true,
      cell: ({ expires }) => (
        <Cell>
          {expires ? (
            <>
              <When at={expires} inDays />
              <br />
              <Text variant="body-small" color="secondary">
                <When at={expires} format="date" />
              </Text>
            </>
          ) : (
            '–'
          )}
        </Cell>
      ),
    },
    {
      id: 'stage',
      label: t('column.stage'),
      minWidth: 130,
      isSortable: true,
      cell: credential => (
        <Cell>
          <CredentialState credential={credential} />
        </Cell>
      ),
    },
    {
      id: 'rotation',
      label: t('column.rotation'),
      minWidth: 160,
      cell: credential => (
        <Cell>
          {t(`rotation.${credential.rotation}`)}
          <br />
          <LastRotation credential={credential} />
        </Cell>
      ),
    },
    {
      id: 'howTo',
      label: t('column.howTo'),
      minWidth: 130,
      cell: credential => (
        <Cell>
          <HowToRotate credential={credential} />
        </Cell>
      ),
    },
  ];
}

function entityLink(entityRef?: string) {
  if (!entityRef) return '–';
  return <EntityRefLink entityRef={entityRef} disableTooltip hideIcon />;
}
