import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Evidence } from '@plumbline/plugin-maturity-common';
import { isAddress } from '@plumbline/plugin-workload-common';
import { AddressLink } from '@plumbline/plugin-workload-react';
import { maturityTranslationRef } from '../../translation';

const SHOWN = 10;
const SHOWN_BRIEFLY = 4;
const ENTITY_REF =
  /^(api|component|domain|group|location|resource|system|template|user):[^\s/:]+\/[^\s/:]+$/;

/** Props of {@link EvidenceValues}. */
export interface EvidenceValuesProps {
  evidence: Evidence;
  /** Shows only the first few values. */
  isBrief?: boolean;
}

/** One thing that a result rests on, with its values. */
export function EvidenceValues({ evidence, isBrief }: EvidenceValuesProps) {
  const { label, values } = evidence;
  return (
    <>
      {label}:{' '}
      <ValueList values={values} shown={isBrief ? SHOWN_BRIEFLY : SHOWN} />
    </>
  );
}

/** Values in a row, the first few at once; addresses and catalog entities are links. */
export function ValueList(props: { values: string[]; shown?: number }) {
  const { values, shown = SHOWN } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  if (values.length === 0) return <>{t('criterion.none')}</>;
  const rest = values.length - shown;
  return (
    <>
      {values.slice(0, shown).map((value, index) => (
        <span key={value}>
          {index > 0 && ', '}
          <EvidenceValue value={value} />
        </span>
      ))}
      {rest > 0 && (
        <span title={values.slice(shown).join(', ')}>
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
