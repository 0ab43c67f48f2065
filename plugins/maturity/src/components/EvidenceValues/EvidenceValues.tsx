import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import { Evidence } from '@plumbline/plugin-maturity-common';

const SHOWN = 10;
const ENTITY_REF =
  /^(api|component|domain|group|location|resource|system|template|user):[^\s/:]+\/[^\s/:]+$/;

/** What a result rests on, where it can be followed: addresses and catalog entities. */
export function EvidenceValues({ evidence }: { evidence: Evidence[] }) {
  const followable = evidence.filter(({ label, values }) =>
    values.some(
      value => isAddress(value) || ENTITY_REF.test(value) || label === 'Note',
    ),
  );
  return (
    <>
      {followable.map(({ label, values }) => (
        <Text key={label} variant="body-small" color="secondary" as="p">
          {label}:{' '}
          {values.slice(0, SHOWN).map((value, index) => (
            <span key={value}>
              {index > 0 && ', '}
              <EvidenceValue value={value} />
            </span>
          ))}
          {values.length > SHOWN && ` +${values.length - SHOWN}`}
        </Text>
      ))}
    </>
  );
}

function EvidenceValue({ value }: { value: string }) {
  if (ENTITY_REF.test(value)) return <EntityRefLink entityRef={value} />;
  if (!isAddress(value)) return <>{value}</>;
  return (
    <Link
      href={value}
      target="_blank"
      rel="noopener noreferrer"
      variant="body-small"
    >
      {shortAddress(value)}
    </Link>
  );
}

function isAddress(value: string): boolean {
  return /^https?:\/\//i.test(value);
}

function shortAddress(value: string): string {
  const text = value.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
