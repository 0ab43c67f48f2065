import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Flex,
  Key,
  SortDescriptor,
  Table,
  Text,
  useTable,
} from '@backstage/ui';
import {
  CREDENTIAL_ORDERS,
  CredentialListItem,
  CredentialOrder,
  CredentialsFilter,
} from '@plumbline/plugin-secret-expiry-common';
import { useSame } from '@plumbline/plugin-workload-react';
import { useEffect, useRef, useState } from 'react';
import { secretExpiryApiRef } from '../../api/SecretExpiryApi';
import { secretExpiryTranslationRef } from '../../translation';
import { AcknowledgeDialog } from '../Acknowledge/AcknowledgeDialog';
import styles from './CredentialTable.module.css';
import { useColumns } from './columns';

const PAGE_SIZE = 20;

/** Props of {@link CredentialTable}. */
export interface CredentialTableProps {
  /** Which credentials. */
  filter: CredentialsFilter;
  /** When it changes, the rows are read again. */
  content: string;
  /** Where a credential's details are. */
  hrefOf: (id: string) => string;
  /** Whether the reader may acknowledge any. */
  mayAcknowledge: boolean;
  /** Some were acknowledged. */
  onChanged: () => void;
}

/** Credentials, paged and sorted by the back end, of which several can be acknowledged at once. */
export function CredentialTable(props: CredentialTableProps) {
  const { content, hrefOf, mayAcknowledge, onChanged } = props;
  const filter = useSame(props.filter);
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const columns = useColumns(hrefOf);
  const { tableProps, reload } = useTable<
    CredentialListItem,
    CredentialsFilter
  >({
    mode: 'offset',
    filter,
    initialSort: { column: 'urgency', direction: 'ascending' },
    paginationOptions: { pageSize: PAGE_SIZE, pageSizeOptions: [20, 50, 100] },
    getData: async page => {
      const { items, total } = await api.getCredentials({
        ...page.filter,
        offset: page.offset,
        limit: page.pageSize,
        orderBy: orderOf(page.sort),
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

  const [keys, setKeys] = useState<'all' | Set<Key>>(new Set());
  useEffect(() => setKeys(new Set()), [filter]);
  const [isAcknowledging, setAcknowledging] = useState(false);
  // What stands on another page is not seen, and so not acted on.
  const selected = (tableProps.data ?? []).filter(
    ({ id }) => keys === 'all' || keys.has(id),
  );
  return (
    <>
      {mayAcknowledge && (
        <Flex align="center" gap="3">
          <Button
            size="small"
            variant="secondary"
            isDisabled={selected.length === 0}
            onPress={() => setAcknowledging(true)}
          >
            {t('acknowledge.open')}
          </Button>
          <Text color="secondary" role="status" variant="body-small">
            {selected.length > 0
              ? t('acknowledge.selected', { count: selected.length })
              : t('acknowledge.howTo')}
          </Text>
        </Flex>
      )}
      <Table
        className={styles.table}
        columnConfig={columns}
        emptyState={<Text color="secondary">{t('empty.filtered')}</Text>}
        selection={
          mayAcknowledge
            ? {
                mode: 'multiple',
                behavior: 'toggle',
                selected: keys,
                onSelectionChange: setKeys,
              }
            : undefined
        }
        {...tableProps}
      />
      {isAcknowledging && (
        <AcknowledgeDialog
          credentials={selected}
          onClose={() => setAcknowledging(false)}
          onAcknowledged={() => {
            setAcknowledging(false);
            setKeys(new Set());
            onChanged();
          }}
        />
      )}
    </>
  );
}

function orderOf(sort: SortDescriptor | null): CredentialOrder | undefined {
  const order = `${sort?.direction === 'descending' ? '-' : ''}${sort?.column}`;
  return CREDENTIAL_ORDERS.find(known => known === order);
}
