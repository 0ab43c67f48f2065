import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CredentialsFilter } from '@plumbline/plugin-secret-expiry-common';
import { useEntityNames } from '@plumbline/plugin-workload-react';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { secretExpiryTranslationRef } from '../../../translation';
import { FINDING_WORDS } from '../../CredentialState/findingWord';
import { KIND_WORDS } from '../../CredentialState/kindWord';

/**
 * Says what filters let through, such as `Owner: fraud; Kind: Key, Secret`.
 *
 * @param filters - all that may be asked for, so that names are fetched in one go.
 */
export function useFilterInWords(
  filters: CredentialsFilter[],
): (filter: CredentialsFilter) => string {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { t: tShared } = useTranslationRef(secretExpiryTranslationRef);
  const nameOf = useEntityNames(
    filters
      .flatMap(({ owner, entityRef, stamp, workloadRef }) =>
        [owner, entityRef, stamp, workloadRef].flatMap(refs => refs ?? []),
      )
      .filter(ref => ref.includes(':')),
  );
  return filter => {
    const parts = [
      part(t('filter.text'), filter.text && [filter.text]),
      part(t('filter.owner'), filter.owner?.map(nameOf)),
      part(t('filter.workload'), filter.workloadRef?.map(nameOf)),
      part(t('filter.entityRef'), filter.entityRef?.map(nameOf)),
      part(
        t('filter.stamp'),
        filter.stamp?.map(ref =>
          ref === 'none' ? t('filter.noStamp') : nameOf(ref),
        ),
      ),
      part(
        t('filter.kind'),
        filter.kind?.map(kind => tShared(KIND_WORDS[kind])),
      ),
      part(
        t('filter.state'),
        filter.state?.map(state => t(`state.${state}`)),
      ),
      part(
        t('filter.finding'),
        filter.finding?.map(code => tShared(FINDING_WORDS[code])),
      ),
      part(t('filter.source'), filter.sourceId),
    ].filter(Boolean);
    return parts.length > 0 ? parts.join('; ') : t('feed.everything');
  };
}

function part(label: string, values: string[] | '' | undefined): string {
  return values ? `${label}: ${values.join(', ')}` : '';
}
