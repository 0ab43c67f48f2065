import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { Acknowledgement } from '@plumbline/plugin-secret-expiry-common';
import { When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './AcknowledgedNote.module.css';

/** Who keeps a warning silent, until when, with the reason on hover. */
export function AcknowledgedNote({
  acknowledgement,
}: {
  acknowledgement: Acknowledgement;
}) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { by, kind, reason, until } = acknowledgement;
  return (
    <Text variant="body-small" color="secondary">
      <span title={reason}>
        {t(kind === 'snoozed' ? 'acknowledged.snoozed' : 'acknowledged.known')}{' '}
        <span className={styles.person}>
          <EntityRefLink
            entityRef={by}
            defaultKind="user"
            disableTooltip
            hideIcon
          />
          ,
        </span>{' '}
        {t('acknowledged.until')} <When at={until} format="date" />
      </span>
    </Text>
  );
}
