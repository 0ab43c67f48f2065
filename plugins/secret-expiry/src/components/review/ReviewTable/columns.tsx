import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, Link } from '@backstage/ui';
import {
  CredentialListItem,
  CredentialOrder,
} from '@plumbline/plugin-secret-expiry-common';
import { ServerColumn, When } from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { secretExpiryTranslationRef } from '../../../translation';
import { AcknowledgedNote } from '../../CredentialState/AcknowledgedNote';
import { CredentialState } from '../../CredentialState/CredentialState';
import { FindingLabels } from '../../CredentialState/FindingLabels';
import { KIND_WORDS } from '../../CredentialState/kindWord';
import { HowToRotate } from '../../CredentialTable/HowToRotate';
import { useCredentialHref } from '../useCredentialHref';
import { useExpiryHref } from '../useExpiryHref';
import styles from './ReviewTable.module.css';

/** A column whose id is what the back end sorts by; what it cannot sort by has another. */
interface ReviewColumn extends ServerColumn<CredentialListItem> {
  id: CredentialOrder | 'howTo';
}

/** What is said of each credential. */
export function useColumns(): ReviewColumn[] {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { t: tShared } = useTranslationRef(secretExpiryTranslationRef);
  const hrefOf = useExpiryHref();
  const credentialHref = useCredentialHref();
  return useMemo(() => {
    const columns: ReviewColumn[] = [
      {
        id: 'name',
        label: t('column.name'),
        isRowHeader: true,
        minWidth: 150,
        cell: ({ id, name }) => (
          <Cell>
            <Link
              className={styles.name}
              href={credentialHref(id)}
              weight="bold"
            >
              {name}
            </Link>
          </Cell>
        ),
      },
      {
        id: 'kind',
        label: t('column.kind'),
        minWidth: 92,
        cell: ({ kind }) => <Cell>{tShared(KIND_WORDS[kind])}</Cell>,
      },
      {
        id: 'workload',
        label: t('column.workload'),
        minWidth: 104,
        cell: ({ workloadRef, workloadTitle }) => (
          <Cell>
            <Link href={hrefOf(workloadRef)}>{workloadTitle}</Link>
          </Cell>
        ),
      },
      {
        id: 'where',
        label: t('column.where'),
        minWidth: 130,
        cell: credential => (
          <Cell>
            <Where credential={credential} />
          </Cell>
        ),
      },
      {
        id: 'owner',
        label: t('column.owner'),
        meaning: t('column.ownerMeans'),
        minWidth: 96,
        cell: ({ responsibleRef }) => (
          <Cell>
            {responsibleRef ? (
              <EntityRefLink
                entityRef={responsibleRef}
                defaultKind="group"
                hideIcon
              />
            ) : (
              '–'
            )}
          </Cell>
        ),
      },
      {
        id: 'expires',
        label: t('column.expires'),
        minWidth: 112,
        cell: credential => (
          <Cell>
            <Expires credential={credential} />
          </Cell>
        ),
      },
      {
        id: 'urgency',
        label: t('column.state'),
        meaning: t('column.stateMeans'),
        minWidth: 166,
        cell: credential => (
          <Cell>
            <div className={styles.cell}>
              <CredentialState credential={credential} />
              <FindingLabels credential={credential} />
              {credential.acknowledgement && (
                <AcknowledgedNote
                  acknowledgement={credential.acknowledgement}
                />
              )}
            </div>
          </Cell>
        ),
      },
      {
        id: 'howTo',
        label: t('column.howTo'),
        minWidth: 112,
        cell: credential => (
          <Cell>
            <div className={styles.cell}>
              <span>{tShared(`rotation.${credential.rotation}`)}</span>
              <HowToRotate credential={credential} />
            </div>
          </Cell>
        ),
      },
    ];
    return columns.map(column => ({
      ...column,
      isSortable: column.id !== 'howTo',
    }));
  }, [t, tShared, hrefOf, credentialHref]);
}

/** The vault or the like, the stamp, and how many places there are in all. */
function Where({ credential }: { credential: CredentialListItem }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { entityRef, place, stampRef, placeCount } = credential;
  return (
    <div className={styles.cell}>
      {entityRef ? (
        <EntityRefLink entityRef={entityRef} disableTooltip hideIcon />
      ) : (
        <span className={styles.name}>{place}</span>
      )}
      {stampRef && (
        <span className={styles.secondary}>
          <EntityRefLink entityRef={stampRef} disableTooltip hideIcon />
        </span>
      )}
      {placeCount > 1 && (
        <span className={styles.secondary}>
          {t('cell.places', { count: placeCount })}
        </span>
      )}
    </div>
  );
}

/** Its date, and by when somebody must act where that is another. */
function Expires({ credential }: { credential: CredentialListItem }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { expires, actBy } = credential;
  return (
    <div className={styles.cell}>
      {expires ? (
        <>
          <When at={expires} inDays />
          <span className={styles.secondary}>
            <When at={expires} format="date" />
          </span>
        </>
      ) : (
        '–'
      )}
      {actBy && actBy !== expires && (
        <span className={styles.secondary}>
          {t('cell.actBy')} <When at={actBy} format="date" />
        </span>
      )}
    </div>
  );
}
