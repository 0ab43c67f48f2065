import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Evidence } from '@plumbline/plugin-maturity-common';
import { isAddress } from '@plumbline/plugin-workload-common';
import { AddressLink } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';

const SHOWN = 10;
const ENTITY_REF =
  /^(api|component|domain|group|location|resource|system|template|user):[^\s/:]+\/[^\s/:]+$/;

/** One thing that a result rests on, with its values. */
export function EvidenceValues({ evidence }: { evidence: Evidence }) {
  const { label, values } = evidence;
  return (
    <>
      {label}: <ValueList values={values} />
    </>
  );
}

/** Values in a row; addresses and catalog entities are links. */
export function ValueList({ values }: { values: string[] }) {
  const { t } = useTranslationRef(maturityTranslationRef);
  if (values.length === 0) return <>{t('criterion.none')}</>;
  const rest = values.length - SHOWN;
  return (
    <>
      {values.slice(0, SHOWN).map((value, index) => (
        <span key={value}>
          {index > 0 && ', '}
          <EvidenceValue value={value} />
        </span>
      ))}
      {rest > 0 && (
        <span title={values.slice(SHOWN).join(', ')}>
          {' '}
          {t('criterion.more', { number: String(rest) })}
        </span>
      )}
    </>
  );
}

function EvidenceValue({ value }: { value: string }) {
  if (ENTITY_REF.test(value)) {
    return <EntityRefLink entityRef={value} hideIcon disableTooltip />;
  }
  if (!isAddress(value)) return <>{value}</>;
  return <AddressLink address={value}>{shortAddress(value)}</AddressLink>;
}

function shortAddress(value: string): string {
  const text = value.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
