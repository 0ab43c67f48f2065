import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Cell, ColumnConfig, Flex, Link, Table } from '@backstage/ui';
import {
  ExemptionPage,
  ExemptionRow,
  ExemptionState,
} from '@plumbline/plugin-maturity-common';
import { Tone } from '@plumbline/plugin-workload-common';
import {
  Prose,
  ToneLabel,
  When,
  useMyRefs,
} from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { useMaturityPage } from '../../MaturityPage/MaturityFrame';
import { useWorkloadHref } from '../useWorkloadHref';
import { DecisionDialog, TeamDecision } from './DecisionDialog';
import styles from './ExemptionsTab.module.css';

const SOON_DAYS = 30;

const TONES: Record<ExemptionState, Tone> = {
  requested: 'warning',
  approved: 'good',
  denied: 'bad',
  revoked: 'bad',
  withdrawn: 'neutral',
  expired: 'neutral',
};

/** What the platform team may do with an exemption in a state. */
const DECISIONS: Partial<Record<ExemptionState, TeamDecision[]>> = {
  requested: ['approve', 'deny'],
  approved: ['revoke'],
};

/** A decision that is about to be taken. */
interface Deciding {
  exemption: ExemptionRow;
  decision: TeamDecision;
}

/** Props of {@link ExemptionTable}. */
export interface ExemptionTableProps {
  label: string;
  page: ExemptionPage;
  pageSize: number;
  offset: number;
  isStale: boolean;
  onOffset: (offset: number) => void;
  onDecided: () => void;
}

/** Exemptions with who asked, why and until when; those who may decide them do it here. */
export function ExemptionTable(props: ExemptionTableProps) {
  const { page, pageSize, offset, isStale, onOffset, onDecided } = props;
  const [deciding, setDeciding] = useState<Deciding>();
  const columns = useColumns(setDeciding);
  return (
    <>
      <Table
        columnConfig={columns}
        data={page.items}
        isStale={isStale}
        pagination={{
          type: 'page',
          pageSize,
          showPageSizeOptions: false,
          offset,
          totalCount: page.total,
          hasPreviousPage: offset > 0,
          hasNextPage: offset + pageSize < page.total,
          onPreviousPage: () => onOffset(Math.max(0, offset - pageSize)),
          onNextPage: () => onOffset(offset + pageSize),
        }}
      />
      {deciding && (
        <DecisionDialog
          {...deciding}
          onClose={() => setDeciding(undefined)}
          onDecided={() => {
            setDeciding(undefined);
            onDecided();
          }}
        />
      )}
    </>
  );
}

function useColumns(
  onDecide: (deciding: Deciding) => void,
): ColumnConfig<ExemptionRow>[] {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { may } = useMaturityPage();
  const { me } = useMyRefs();
  const hrefOf = useWorkloadHref();
  return [
    {
      id: 'criterion',
      label: t('exemptions.criterion'),
      isRowHeader: true,
      minWidth: 200,
      cell: row => (
        <Cell>
          <div className={styles.cell}>
            <Link
              href={hrefOf(row.workloadRef, {
                modelId: row.modelId,
                criterionId: row.criterionId,
              })}
              weight="bold"
            >
              {row.criterionTitle}
            </Link>
            <span className={styles.secondary}>
              <EntityRefLink entityRef={row.workloadRef} hideIcon>
                {row.workloadTitle}
              </EntityRefLink>
              {row.ownerRef && (
                <>
                  {' · '}
                  <EntityRefLink entityRef={row.ownerRef} hideIcon />
                </>
              )}
            </span>
          </div>
        </Cell>
      ),
    },
    {
      id: 'reason',
      label: t('exemptions.reason'),
      minWidth: 220,
      cell: row => (
        <Cell>
          <div className={styles.cell}>
            <span className={styles.reason}>{row.reason}</span>
            <span className={styles.secondary}>
              {t('exemptions.askedBy')}{' '}
              <EntityRefLink entityRef={row.requestedBy} hideIcon />{' '}
              <When at={row.requestedAt} />
            </span>
          </div>
        </Cell>
      ),
    },
    {
      id: 'state',
      label: t('exemptions.state'),
      minWidth: 170,
      cell: row => (
        <Cell>
          <div className={styles.cell}>
            <ToneLabel tone={TONES[row.state]}>
              {t(`exemptionState.${row.state}`)}
            </ToneLabel>
            <Decided exemption={row} />
          </div>
        </Cell>
      ),
    },
    {
      id: 'expires',
      label: t('exemptions.ends'),
      minWidth: 140,
      cell: row => (
        <Cell>
          <Ends exemption={row} />
        </Cell>
      ),
    },
    {
      id: 'decide',
      label: t('exemptions.decide'),
      minWidth: 180,
      isHidden: !may.exempt,
      cell: row => (
        <Cell>
          {row.requestedBy === me && DECISIONS[row.state] ? (
            <span className={styles.secondary}>{t('exemptions.own')}</span>
          ) : (
            <Flex gap="2">
              {(DECISIONS[row.state] ?? []).map(decision => (
                <Button
                  key={decision}
                  size="small"
                  variant={decision === 'approve' ? 'primary' : 'secondary'}
                  aria-label={t(`decision.${decision}For`, {
                    title: row.criterionTitle,
                    workload: row.workloadTitle,
                  })}
                  onPress={() => onDecide({ exemption: row, decision })}
                >
                  {t(`decision.${decision}`)}
                </Button>
              ))}
            </Flex>
          )}
        </Cell>
      ),
    },
  ];
}

function Decided({ exemption }: { exemption: ExemptionRow }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { decidedBy, decidedAt, decisionNote } = exemption;
  if (!decidedBy) return null;
  return (
    <span className={styles.secondary}>
      {t('exemptions.decidedBy')}{' '}
      <EntityRefLink entityRef={decidedBy} hideIcon />{' '}
      {decidedAt && <When at={decidedAt} />}
      {decisionNote && (
        <>
          {': '}
          <Prose>{decisionNote}</Prose>
        </>
      )}
    </span>
  );
}

/** Until when it counts; said with a warning when that is soon. */
function Ends({ exemption }: { exemption: ExemptionRow }) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { expiresAt, state } = exemption;
  const days = DateTime.fromISO(expiresAt).diffNow('days').days;
  const when = <When at={expiresAt} inDays />;
  return state === 'approved' && days < SOON_DAYS ? (
    <ToneLabel tone="warning" title={t('exemptions.soon')}>
      {when}
    </ToneLabel>
  ) : (
    when
  );
}
