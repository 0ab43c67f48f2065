import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { ReviewAction, Tone } from '@plumbline/plugin-workload-common';
import { AddressLink, ToneLabel, When } from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { Person } from '../../NodePanel/People';
import styles from './Review.module.css';

type Standing = 'done' | 'open' | 'late';

const TONES: Record<Standing, Tone> = {
  done: 'good',
  open: 'neutral',
  late: 'warning',
};

/** What is to be done so that it does not happen again: who, by when, and whether it is done. */
export function ActionList({ actions }: { actions: ReviewAction[] }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  if (actions.length === 0) {
    return <Text color="secondary">{t('action.none')}</Text>;
  }
  return (
    <ul className={styles.actions} aria-label={t('action.heading')}>
      {actions.map((action, place) => {
        const { title, ownerRef, dueOn, url } = action;
        const standing = standingOf(action);
        return (
          // They have nothing of their own that is always there and unique.
          // eslint-disable-next-line react/no-array-index-key
          <li key={place}>
            <ToneLabel tone={TONES[standing]}>
              {standing === 'done' ? t('action.done') : t(`action.${standing}`)}
            </ToneLabel>{' '}
            {title}
            {ownerRef && (
              <>
                {', '}
                <Person text={ownerRef} />
              </>
            )}
            {dueOn && (
              <>
                {', '}
                <When at={dueOn} format="date" />
              </>
            )}
            {url && (
              <>
                {', '}
                <AddressLink
                  address={url}
                  aria-label={t('action.openUrl', { title })}
                >
                  {t('action.url')}
                </AddressLink>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Late from the day after it was due, in the reader's time zone. */
function standingOf({ done, dueOn }: ReviewAction): Standing {
  if (done) return 'done';
  return dueOn && dueOn < DateTime.now().toISODate() ? 'late' : 'open';
}
