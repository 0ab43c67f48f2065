import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Text } from '@backstage/ui';
import { CredentialEvent } from '@plumbline/plugin-secret-expiry-common';
import { Prose, When } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { secretExpiryTranslationRef } from '../../translation';
import styles from './CredentialPanel.module.css';

const SHOWN = 8;

/** What happened to a credential, newest first; the first few until all are asked for. */
export function EventList({ events }: { events: CredentialEvent[] }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  if (events.length === 0) {
    return <Text color="secondary">{t('panel.noEvents')}</Text>;
  }
  return (
    <>
      <ul aria-label={t('panel.events')} className={styles.plain}>
        {(isOpen ? events : events.slice(0, SHOWN)).map(
          ({ at, by, change, text }, index) => (
            <li key={`${at} ${change} ${index}`}>
              <Text as="span" variant="body-small" color="secondary">
                <When at={at} />
                {by && (
                  <>
                    {', '}
                    <EntityRefLink
                      entityRef={by}
                      defaultKind="user"
                      disableTooltip
                      hideIcon
                    />
                  </>
                )}
                {': '}
              </Text>
              <Prose>{text}</Prose>
            </li>
          ),
        )}
      </ul>
      {!isOpen && events.length > SHOWN && (
        <div>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setOpen(true)}
          >
            {t('panel.allEvents', { number: String(events.length) })}
          </Button>
        </div>
      )}
    </>
  );
}
