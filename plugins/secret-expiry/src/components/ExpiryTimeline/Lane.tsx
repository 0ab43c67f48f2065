import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './ExpiryTimeline.module.css';
import { NothingSoon } from './NothingSoon';
import { TimelineRow } from './TimelineRow';
import { TimelineLane } from './timeline';

/** Drawn of a lane until all are asked for. */
const DRAWN = 8;

/** Props of {@link Lane}. */
export interface LaneProps {
  lane: TimelineLane;
  /** Of its list, for those who do not see its heading. */
  label: string;
  /** Where a credential's details are. */
  hrefOf: (id: string) => string;
  compact?: boolean;
}

/** What of one stamp expires, the first to expire first. */
export function Lane({ lane, label, hrefOf, compact }: LaneProps) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { items, next } = lane;
  return (
    <section className={styles.lane}>
      {!compact && <LaneHead stampRef={lane.stampRef} />}
      {items.length === 0 ? (
        <NothingSoon next={next} />
      ) : (
        <ul aria-label={label} className={styles.items}>
          {(isOpen ? items : items.slice(0, DRAWN)).map(item => (
            <TimelineRow
              key={item.credential.id}
              item={item}
              href={hrefOf(item.credential.id)}
              compact={compact}
            />
          ))}
        </ul>
      )}
      {!isOpen && items.length > DRAWN && (
        <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
          {t('timeline.all', { number: String(items.length) })}
        </Button>
      )}
    </section>
  );
}

function LaneHead({ stampRef }: { stampRef?: string }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <h4 className={styles.stamp}>
      {stampRef ? (
        <>
          {t('timeline.stamp')}{' '}
          <EntityRefLink entityRef={stampRef} disableTooltip hideIcon />
        </>
      ) : (
        <span title={t('timeline.globalMeans')}>{t('timeline.global')}</span>
      )}
    </h4>
  );
}
