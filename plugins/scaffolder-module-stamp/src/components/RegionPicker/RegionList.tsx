import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Radio, RadioGroup, SearchField, Text } from '@backstage/ui';
import { REGIONS_AS_OF } from '@plumbline/plugin-stamp-common';
import { When } from '@plumbline/plugin-workload-react';
import { stampFormTranslationRef } from '../../translation';
import { RegionOffer } from './regionOffers';
import styles from './RegionList.module.css';

/** Props of {@link RegionList}. */
export interface RegionListProps {
  offers: readonly RegionOffer[];
  /** What the workload says of where its data may rest. */
  residency?: string;
  /** Name of the chosen region. */
  value?: string;
  onChange: (name: string) => void;
  /** What the list is narrowed to. */
  query: string;
  onQueryChange: (query: string) => void;
  isDisabled?: boolean;
}

/** Regions by geography: those with an eligible region first, and within each the eligible ones first. */
export function RegionList(props: RegionListProps) {
  const { offers, residency, value, onChange, query, onQueryChange } = props;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const relax = offers.filter(({ toRelax }) => toRelax.length > 0).length;
  const eligible = offers.filter(({ isOffered }) => isOffered).length - relax;
  const total = offers.length;
  const groups = groupByGeography(
    offers.filter(offer => matches(offer, query)),
  );
  return (
    <Flex direction="column" gap="3">
      <SearchField
        aria-label={t('region.search')}
        placeholder={t('region.placeholder')}
        value={query}
        onChange={onQueryChange}
        // Without a handler, Enter would submit the form around it.
        onSubmit={() => {}}
      />
      <Text role="status" variant="body-small" color="secondary">
        {residency
          ? t('region.countResidency', { eligible, total, residency })
          : t('region.count', { eligible, total })}
        {relax > 0 && `; ${t('region.more', { number: relax })}`}.{' '}
        {t('region.asOf')} <When at={REGIONS_AS_OF} format="date" />.
      </Text>
      <RadioGroup
        aria-label={t('region.list')}
        className={styles.list}
        value={value ?? null}
        onChange={onChange}
        isDisabled={props.isDisabled}
      >
        {groups.size === 0 && <Text>{t('region.none')}</Text>}
        {[...groups].map(([geography, members]) => (
          <div key={geography} role="group" aria-label={geography}>
            <Text as="p" aria-hidden variant="body-small" weight="bold">
              {geography}
            </Text>
            {members.map(offer => (
              <RegionRadio key={offer.region.name} offer={offer} />
            ))}
          </div>
        ))}
      </RadioGroup>
    </Flex>
  );
}

function RegionRadio({ offer }: { offer: RegionOffer }) {
  const { region, pairName, isOffered, reasons, toRelax, notes, stamps } =
    offer;
  const { t } = useTranslationRef(stampFormTranslationRef);
  const zones =
    region.zones.length > 0
      ? t('region.zones', { number: region.zones.length })
      : t('region.noZones');
  const pair = pairName
    ? t('region.pair', { name: pairName })
    : t('region.noPair');
  const why = reasons.map(({ message }) => message).join(' ');
  return (
    <Radio
      value={region.name}
      isDisabled={!isOffered}
      className={styles.region}
    >
      <span className={styles.text}>
        <span className={styles.name}>
          {region.displayName} <code>{region.name}</code>
        </span>
        <span className={styles.facts}>
          {[region.location, zones, pair].filter(Boolean).join(' · ')}
        </span>
        {stamps.length > 0 && (
          <span className={styles.facts}>
            {t('region.hasStamps', { names: stamps.join(', ') })}
          </span>
        )}
        {!isOffered && (
          <span className={styles.facts}>
            {t('region.notOffered')} {why}
          </span>
        )}
        {toRelax.length > 0 && (
          <span className={styles.facts}>
            {t('region.toRelax')} {why}
          </span>
        )}
        {isOffered && notes.length > 0 && (
          <span className={styles.facts}>{notes.join(' ')}</span>
        )}
      </span>
    </Radio>
  );
}

function matches({ region }: RegionOffer, query: string): boolean {
  const word = query.trim().toLocaleLowerCase('en-US');
  const { name, displayName, geography, location, country } = region;
  return [name, displayName, geography, location, country].some(text =>
    text?.toLocaleLowerCase('en-US').includes(word),
  );
}

function groupByGeography(
  offers: readonly RegionOffer[],
): Map<string, RegionOffer[]> {
  const groups = new Map<string, RegionOffer[]>();
  const sorted = [...offers].sort(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      a.region.geography.localeCompare(b.region.geography) ||
      a.region.displayName.localeCompare(b.region.displayName),
  );
  // A map keeps its order, so a geography stands where its first region, an eligible one if any, does.
  for (const offer of sorted) {
    const { geography } = offer.region;
    groups.set(geography, [...(groups.get(geography) ?? []), offer]);
  }
  return groups;
}

/** First what nothing stands against, then what must be relaxed, last what is not offered. */
function rankOf({ isOffered, toRelax }: RegionOffer): number {
  if (!isOffered) return 2;
  return toRelax.length > 0 ? 1 : 0;
}
