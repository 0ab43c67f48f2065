import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityDisplayName,
  EntityInfoCard,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { CredentialListItem } from '@plumbline/plugin-secret-expiry-common';
import { ReadView, When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import { CredentialState } from '../CredentialState/CredentialState';
import { ExpiryTimeline } from '../ExpiryTimeline/ExpiryTimeline';
import { Headline } from '../SecretExpiryTab/Headline';
import { NoCredentials } from '../SecretExpiryTab/NoCredentials';
import { useWorkloadExpiry } from '../SecretExpiryTab/useWorkloadExpiry';
import styles from './SecretExpiryCard.module.css';

/** Drawn on the card's timeline; the tab draws all. */
const DRAWN = 8;
const LISTED = 3;

/** What of a workload expires next, and whether somebody must act. */
export function SecretExpiryCard() {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const { entity, workloadRef, overview, counts, dated } =
    useWorkloadExpiry(DRAWN);
  const linkTo = useEntityRefLink();
  const tab = `${linkTo(entity)}/secret-expiry`;
  const hrefOf = (id: string) =>
    `${tab}?${new URLSearchParams({ credential: id })}`;
  return (
    <EntityInfoCard
      title={t('card.title')}
      footerActions={<Link href={tab}>{t('card.all')}</Link>}
    >
      <ReadView read={overview}>
        {({ coverage }) => (
          <ReadView read={counts}>
            {known =>
              known.total === 0 ? (
                <NoCredentials coverage={coverage} />
              ) : (
                <Flex direction="column" gap="3">
                  <Headline counts={known} coverage={coverage} />
                  <ReadView read={dated}>
                    {({ items }) => (
                      <Flex direction="column" gap="3">
                        <ExpiryTimeline
                          compact
                          credentials={items}
                          workloadRef={workloadRef}
                          now={new Date()}
                          hrefOf={hrefOf}
                        />
                        <Next credentials={items} hrefOf={hrefOf} />
                      </Flex>
                    )}
                  </ReadView>
                </Flex>
              )
            }
          </ReadView>
        )}
      </ReadView>
    </EntityInfoCard>
  );
}

function Next(props: {
  credentials: CredentialListItem[];
  hrefOf: (id: string) => string;
}) {
  const { credentials, hrefOf } = props;
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const dated = credentials.filter(({ expires }) => expires).slice(0, LISTED);
  if (dated.length === 0) return null;
  return (
    <div>
      <Text as="h4" variant="body-medium" weight="bold">
        {t('card.next')}
      </Text>
      <ul className={styles.list}>
        {dated.map(credential => (
          <li key={credential.id} className={styles.item}>
            <span>
              <Link href={hrefOf(credential.id)} variant="body-small">
                {credential.name}
              </Link>
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
