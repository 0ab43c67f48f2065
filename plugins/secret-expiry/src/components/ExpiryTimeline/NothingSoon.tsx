import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import { DatedCredential, TIMELINE_DAYS } from './timeline';

/** That nothing expires within the timeline, and what comes after it. */
export function NothingSoon({ next }: { next?: DatedCredential }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <Text as="p" color="secondary">
      {t('timeline.none', { days: String(TIMELINE_DAYS) })}{' '}
      {next && (
        <>
          {t('timeline.next', { name: next.name })}{' '}
          <When at={next.expires} inDays />.
        </>
      )}
    </Text>
  );
}
