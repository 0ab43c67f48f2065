import { Suspense, lazy, useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Skeleton, Text } from '@backstage/ui';
import { REGIONS } from '@plumbline/plugin-stamp-common';
import { ReadView } from '@plumbline/plugin-workload-react';
import { Subject, useSubject } from '../../estate/useSubject';
import { useFormValues } from '../../fields/useFormValues';
import { usePlacementPolicy } from '../../fields/usePlacementPolicy';
import { stampFormTranslationRef } from '../../translation';
import { FieldFrame } from '../FieldFrame/FieldFrame';
import { RegionList } from './RegionList';
import { RegionUse, regionOffers } from './regionOffers';

// The coasts are as large as the rest of the form.
const RegionMap = lazy(async () => {
  const { RegionMap: component } = await import('./RegionMap');
  return { default: component };
});

/** `ui:options` of the picker. */
export interface RegionPickerOptions {
  /** What it is chosen for; `stamp` when absent. */
  use?: RegionUse;
}

type Props = FieldExtensionComponentProps<string, RegionPickerOptions>;

/**
 * Chooses a region for a stamp of the workload that the same form chooses or
 * starts, on a map or in a list. Every region is shown; those that break a
 * rule of the policy say which, and cannot be chosen unless the policy lets it
 * be relaxed. Its value is the Azure region name.
 */
export function RegionPicker(props: Props) {
  const { schema, required } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const read = useSubject(useFormValues(props));
  return (
    <FieldFrame
      title={schema.title ?? t('region.label')}
      description={schema.description ?? t('region.description')}
      isRequired={required}
    >
      <ReadView read={read}>
        {subject => <Choice {...props} subject={subject} />}
      </ReadView>
      {!read.loading && !read.error && !read.value && (
        <Text>{t('region.first')}</Text>
      )}
    </FieldFrame>
  );
}

function Choice(props: Props & { subject?: Subject }) {
  const { formData, onChange, disabled, uiSchema, subject } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const use = uiSchema?.['ui:options']?.use ?? 'stamp';
  const policy = usePlacementPolicy();
  const [query, setQuery] = useState('');
  const offers = useMemo(
    () => subject && regionOffers(subject, use, REGIONS, policy),
    [subject, use, policy],
  );
  if (!offers) return null;
  const shared = { value: formData, onChange, isDisabled: disabled, offers };
  return (
    <>
      <Suspense
        fallback={
          <Skeleton height={320} width="100%" aria-label={t('loading')} />
        }
      >
        <RegionMap {...shared} />
      </Suspense>
      <RegionList
        {...shared}
        residency={subject?.residency}
        query={query}
        onQueryChange={setQuery}
      />
    </>
  );
}
