import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, ColumnConfig, Link, Text } from '@backstage/ui';
import { CredentialListItem } from '@plumbline/plugin-secret-expiry-common';
import { When } from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { secretExpiryTranslationRef } from '../../translation';
import { AcknowledgedNote } from '../CredentialState/AcknowledgedNote';
import { CredentialState } from '../CredentialState/CredentialState';
import { FindingLabels } from '../CredentialState/FindingLabels';
import { KIND_WORDS } from '../CredentialState/kindWord';
import styles from './CredentialTable.module.css';
import { HowToRotate } from './HowToRotate';
import { LastRotation } from './LastRotation';

/**
 * What of each credential the table says.
 *
 * @param hrefOf - where a credential's details are.
 */
export function useColumns(
  hrefOf: (id: string) => string,
): ColumnConfig<CredentialListItem>[] {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('column.name'),
        minWidth: 160,
        isRowHeader: true,
        isSortable: true,
        cell: ({ id, name, kind }) => (
          <Cell className={styles.name}>
            <Link href={hrefOf(id)}>{name}</Link>
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
        minWidth: 140,
        isSortable: true,
        cell: ({ entityRef, placeCount, stampRef }) => (
          <Cell>
            {entityLink(entityRef)}
            {placeCount > 1 && ` ${t('place.more', { count: placeCount - 1 })}`}
            {stampRef && (
              <Text as="p" variant="body-small" color="secondary">
                {entityLink(stampRef)}
              </Text>
            )}
          </Cell>
        ),
      },
      {
        id: 'owner',
        label: t('column.owner'),
        minWidth: 120,
        isSortable: true,
        cell: ({ responsibleRef }) => <Cell>{entityLink(responsibleRef)}</Cell>,
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
        id: 'urgency',
        label: t('column.stage'),
        minWidth: 170,
        isSortable: true,
        cell: credential => (
          <Cell>
            <CredentialState credential={credential} />
            <FindingLabels credential={credential} />
            {credential.acknowledgement && (
              <AcknowledgedNote acknowledgement={credential.acknowledgement} />
            )}
          </Cell>
        ),
      },
      {
        id: 'rotation',
        label: t('column.rotation'),
        minWidth: 150,
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
        minWidth: 120,
        cell: credential => (
          <Cell>
            <HowToRotate credential={credential} />
          </Cell>
        ),
      },
    ],
    [t, hrefOf],
  );
}

function entityLink(entityRef?: string) {
  if (!entityRef) return '–';
  return <EntityRefLink entityRef={entityRef} disableTooltip hideIcon />;
}
