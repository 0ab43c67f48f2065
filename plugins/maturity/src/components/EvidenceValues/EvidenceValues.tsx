import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Evidence } from '@plumbline/plugin-maturity-common';
import { isAddress } from '@plumbline/plugin-workload-common';
import { AddressLink } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';

const SHOWN = 10;
const ENTITY_REF =
  /^(api|component|domain|group|location|resource|system|template|user):[^\s/:]+\/[^\s/:]+$/;

/** One thing that a result rests on: addresses and catalog entities are links. */
export function EvidenceValues({ evidence }: { evidence: Evidence }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const { label, values } = evidence;
  return (
    <>
      {label}: {values.length === 0 && t('criterion.none')}
      {values.slice(0, SHOWN).map((value, index) => (
        <span key={value}>
          {index > 0 && ', '}
          <EvidenceValue value={value} />
        </span>
      ))}
      {values.length > SHOWN && ` +${values.length - SHOWN}`}
    </>
  );
}

function EvidenceValue({ value }: { value: string }) {
  if (ENTITY_REF.test(value)) return <EntityRefLink entityRef={value} />;
  if (!isAddress(value)) return <>{value}</>;
  return <AddressLink address={value}>{shortAddress(value)}</AddressLink>;
}

function shortAddress(value: string): string {
  const text = value.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
