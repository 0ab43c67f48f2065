import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityDisplayName,
  EntityInfoCard,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { StoredCredential } from '@plumbline/plugin-secret-expiry-common';
import { ReadView, When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import { CredentialState } from '../CredentialState/CredentialState';
import { ExpiryTimeline } from '../ExpiryTimeline/ExpiryTimeline';
import { NoCredentials } from '../SecretExpiryTab/NoCredentials';
import { useWorkloadCredentials } from '../SecretExpiryTab/useWorkloadCredentials';
import styles from './SecretExpiryCard.module.css';

/** Drawn on the card's timeline; the tab draws all. */
const DRAWN = 8;
const LISTED = 3;

/** What of a workload expires next. */
export function SecretExpiryCard() {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { entity, read } = useWorkloadCredentials(DRAWN);
  const linkTo = useEntityRefLink();
  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={
        <Link href={`${linkTo(entity)}/secret-expiry`}>{t('card.all')}</Link>
      }
    >
      <ReadView read={read}>
        {page =>
          page.total === 0 ? (
            <NoCredentials coverage={page.coverage} />
          ) : (
            <Flex direction="column" gap="3">
              <ExpiryTimeline
                compact
                credentials={page.items}
                now={new Date()}
              />
              <Next credentials={page.items.slice(0, LISTED)} />
            </Flex>
          )
        }
      </ReadView>
    </EntityInfoCard>
  );
}

function Next({ credentials }: { credentials: StoredCredential[] }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <div>
      <Text as="h4" variant="body-medium" weight="bold">
        {t('card.next')}
      </Text>
      <ul className={styles.list}>
        {credentials.map(credential => (
          <li key={credential.id} className={styles.item}>
            <span>
              {credential.name}
              {credential.entityRef && (
                <Text variant="body-small" color="secondary">
                  {' '}
                  <EntityDisplayName
                    entityRef={credential.entityRef}
                    disableTooltip
                    hideIcon
                  />
                </Text>
              )}
            </span>
            {credential.expires && (
              <When at={credential.expires} format="date" />
            )}
            <CredentialState credential={credential} />
          </li>
        ))}
      </ul>
    </div>
  );
}
