import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { StoredCredential } from '@plumbline/plugin-secret-expiry-common';
import { ScrollRegion, When } from '@plumbline/plugin-workload-react';
import { secretExpiryTranslationRef } from '../../translation';
import { CredentialState } from '../CredentialState/CredentialState';
import styles from './CredentialPanel.module.css';

/** Where a credential is: whoever renews it has to think of each. */
export function PlaceTable({ places }: { places: StoredCredential[] }) {
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  return (
    <ScrollRegion label={t('place.table')}>
      <table aria-label={t('place.table')} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('place.where')}</th>
            <th scope="col">{t('place.stamp')}</th>
            <th scope="col">{t('place.workload')}</th>
            <th scope="col">{t('column.stage')}</th>
            <th scope="col">{t('place.source')}</th>
            <th scope="col">{t('place.lastSeen')}</th>
          </tr>
        </thead>
        <tbody>
          {places.map(place => (
            <tr key={place.id}>
              <td>
                {place.entityRef ? entity(place.entityRef) : place.place}
                {![places[0].name, place.place].includes(place.name) && (
                  <div>{place.name}</div>
                )}
              </td>
              <td>
                {place.stampRef ? entity(place.stampRef) : t('place.noStamp')}
              </td>
              <td>{entity(place.workloadRef)}</td>
              <td>
                <CredentialState credential={place} />
              </td>
              <td>{place.sourceId}</td>
              <td>
                <When at={place.lastSeen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function entity(ref: string) {
  return <EntityRefLink entityRef={ref} disableTooltip hideIcon />;
}
