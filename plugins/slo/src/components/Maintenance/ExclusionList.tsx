import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { Exclusion, SloStatus } from '@plumbline/plugin-slo-common';
import { Tone } from '@plumbline/plugin-workload-common';
import { Prose, ToneLabel, When } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { sloTranslationRef } from '../../translation';
import styles from './Maintenance.module.css';
import { spanInWords } from './spanInWords';

const SHOWN = 5;

/** Where a maintenance stands. */
type Standing = 'ahead' | 'now' | 'over' | 'revoked';

const TONE: Record<Standing, Tone> = {
  ahead: 'neutral',
  now: 'warning',
  over: 'neutral',
  revoked: 'neutral',
};

/** Props of {@link ExclusionList}. */
export interface ExclusionListProps {
  /** Newest first. */
  exclusions: Exclusion[];
  slos: SloStatus[];
  /** Asks whether one is to be taken back; absent where the reader may not. */
  onRevoke?: (exclusion: Exclusion) => void;
}

/** Maintenance with its time, reason, who said so, and what it is limited to. */
export function ExclusionList(props: ExclusionListProps) {
  const { exclusions, slos, onRevoke } = props;
  const { t } = useTranslationRef(sloTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const nameOf = (id: string) =>
    slos.find(slo => slo.id === id)?.displayName ?? id;
  return (
    <>
      <ul aria-label={t('maintenance.list')} className={styles.list}>
        {(isOpen ? exclusions : exclusions.slice(0, SHOWN)).map(exclusion => {
          const standing = standingOf(exclusion);
          const { id, objectiveIds, reason, createdBy, createdAt } = exclusion;
          return (
            <li key={id} className={styles.item}>
              <div className={styles.what}>
                <ToneLabel tone={TONE[standing]}>
                  {t(`maintenance.standings.${standing}`)}: {reason}
                </ToneLabel>
                <div>{spanInWords(exclusion)}</div>
                <div className={styles.rest}>
                  {objectiveIds.length > 0
                    ? objectiveIds.map(nameOf).join(', ')
                    : t('maintenance.all')}
                  {'. '}
                  {t('maintenance.by')} <Prose>{createdBy}</Prose>,{' '}
                  <When at={createdAt} />.
                  {exclusion.revokedAt && (
                    <>
                      {' '}
                      {t('maintenance.revokedBy')}{' '}
                      {exclusion.revokedBy && (
                        <Prose>{exclusion.revokedBy}</Prose>
                      )}
                      , <When at={exclusion.revokedAt} />.
                    </>
                  )}
                </div>
              </div>
              {onRevoke && standing !== 'revoked' && (
                <Button
                  aria-label={t('maintenance.revokeOne', { reason })}
                  size="small"
                  variant="secondary"
                  onPress={() => onRevoke(exclusion)}
                >
                  {t('maintenance.revoke')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {!isOpen && exclusions.length > SHOWN && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setOpen(true)}
          >
            {t('maintenance.more', { number: String(exclusions.length) })}
          </Button>
        </div>
      )}
    </>
  );
}

function standingOf({ from, to, revokedAt }: Exclusion): Standing {
  if (revokedAt) return 'revoked';
  const now = Date.now();
  if (Date.parse(from) > now) return 'ahead';
  return Date.parse(to) > now ? 'now' : 'over';
}
