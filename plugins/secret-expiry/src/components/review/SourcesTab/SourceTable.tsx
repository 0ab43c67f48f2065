import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Cell, ColumnConfig, Table, VisuallyHidden } from '@backstage/ui';
import {
  LookOutcome,
  SourceStatus,
} from '@plumbline/plugin-secret-expiry-common';
import { Prose, ToneLabel, When } from '@plumbline/plugin-workload-react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { useSecretExpiryPage } from '../SecretExpiryPage/SecretExpiryFrame';
import { OutcomeLabel } from './OutcomeLabel';
import { ScanButton } from './ScanButton';
import styles from './SourcesTab.module.css';
import { OUTCOMES } from './usePlacesQuery';

/** Props of {@link SourceTable}. */
export interface SourceTableProps {
  sources: SourceStatus[];
  /** A source is to be looked at again. */
  onScanning: (source: SourceStatus) => void;
  /** The reader asks which places of a source came out so. */
  onShow: (sourceId: string, outcome: LookOutcome) => void;
}

/** Every source and how it does as a whole. */
export function SourceTable(props: SourceTableProps) {
  const { sources, onScanning, onShow } = props;
  const { t } = useTranslationRef(reviewTranslationRef);
  const { may } = useSecretExpiryPage();
  const columns: ColumnConfig<SourceStatus & { id: string }>[] = [
    {
      id: 'title',
      label: t('sources.source'),
      isRowHeader: true,
      minWidth: 150,
      cell: ({ title, sourceId }) => (
        <Cell>
          <div className={styles.cell}>
            <strong>{title}</strong>
            {title !== sourceId && (
              <span className={styles.secondary}>{sourceId}</span>
            )}
          </div>
        </Cell>
      ),
    },
    {
      id: 'listed',
      label: t('sources.listed'),
      minWidth: 220,
      cell: source => (
        <Cell>
          <Listed source={source} />
        </Cell>
      ),
    },
    {
      id: 'places',
      label: t('sources.places'),
      minWidth: 190,
      cell: ({ sourceId, title, places }) => (
        <Cell>
          <div className={styles.cell}>
            {OUTCOMES.filter(outcome => places[outcome] > 0).map(outcome => (
              <button
                key={outcome}
                type="button"
                className={styles.outcome}
                onClick={() => onShow(sourceId, outcome)}
              >
                <VisuallyHidden>
                  {t('sources.show', { source: title })}{' '}
                </VisuallyHidden>
                <OutcomeLabel outcome={outcome} count={places[outcome]} />
              </button>
            ))}
            {OUTCOMES.every(outcome => places[outcome] === 0) &&
              t('sources.noPlace')}
          </div>
        </Cell>
      ),
    },
    {
      id: 'credentials',
      label: t('sources.credentials'),
      minWidth: 100,
      cell: ({ credentials }) => <Cell>{credentials.toLocaleString()}</Cell>,
    },
    {
      id: 'scan',
      label: t('sources.scan'),
      minWidth: 130,
      isHidden: !may.manage.allowed,
      cell: source => (
        <Cell>
          <ScanButton source={source} onScanning={() => onScanning(source)} />
        </Cell>
      ),
    },
  ];
  return (
    <Table
      columnConfig={columns}
      data={sources.map(source => ({ ...source, id: source.sourceId }))}
      pagination={{ type: 'none' }}
    />
  );
}

/** When it was last listed, what came of it, and whether it is being listed. */
function Listed({ source }: { source: SourceStatus }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { lastLooked, lastSuccess, runningSince, reason } = source;
  return (
    <div className={styles.cell}>
      {lastLooked ? (
        <ToneLabel tone={reason ? 'bad' : 'good'}>
          {t(reason ? 'sources.failed' : 'sources.done')}{' '}
          <When at={lastLooked} />
        </ToneLabel>
      ) : (
        <ToneLabel tone="unknown">{t('sources.never')}</ToneLabel>
      )}
      {reason && <Prose>{reason}</Prose>}
      {reason && lastSuccess && (
        <span className={styles.secondary}>
          {t('sources.lastSuccess')} <When at={lastSuccess} />
        </span>
      )}
      {runningSince && (
        <span className={styles.secondary} role="status">
          {t('sources.running')} <When at={runningSince} />
        </span>
      )}
    </div>
  );
}
