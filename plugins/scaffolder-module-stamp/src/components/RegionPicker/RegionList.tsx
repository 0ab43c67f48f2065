import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Radio, RadioGroup, SearchField, Text } from '@backstage/ui';
import { REGIONS_AS_OF, RegionChoice } from '@plumbline/plugin-stamp-common';
import { When } from '@plumbline/plugin-workload-react';
import { stampTranslationRef } from '../../translation';
import styles from './RegionList.module.css';

/** Props of {@link RegionList}. */
export interface RegionListProps {
  choices: RegionChoice[];
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
  const { choices, residency, value, onChange, query, onQueryChange } = props;
  const { t } = useTranslationRef(stampTranslationRef);
  const eligible = choices.filter(choice => choice.eligible).length;
  const total = choices.length;
  const groups = groupByGeography(
    choices.filter(choice => matches(choice, query)),
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
        . {t('region.asOf')} <When at={REGIONS_AS_OF} format="date" />.
      </Text>
      <RadioGroup
        aria-label={t('region.label')}
        className={styles.list}
        value={value ?? null}
        onChange={onChange}
        isDisabled={props.isDisabled}
      >
        {groups.size === 0 && <Text>{t('region.none')}</Text>}
        {[...groups].map(([geography, members]) => (
          <div key={geography} role="group" aria-label={geography}>
            <Text as="h4" variant="body-small" weight="bold">
              {geography}
            </Text>
            {members.map(choice => (
              <RegionRadio key={choice.region.name} choice={choice} />
            ))}
          </div>
        ))}
      </RadioGroup>
    </Flex>
  );
}

function RegionRadio({ choice }: { choice: RegionChoice }) {
  const { region, pairName, eligible, reasons, notes } = choice;
  const { t } = useTranslationRef(stampTranslationRef);
  const zones =
    region.zones.length > 0
      ? t('region.zones', { number: region.zones.length })
      : t('region.noZones');
  const pair = pairName
    ? t('region.pair', { name: pairName })
    : t('region.noPair');
  return (
    <Radio value={region.name} isDisabled={!eligible} className={styles.region}>
      <span className={styles.text}>
        <span className={styles.name}>
          {region.displayName} <code>{region.name}</code>
        </span>
        <span className={styles.facts}>
          {[region.location, zones, pair].filter(Boolean).join(' · ')}
        </span>
        {!eligible && (
          <span className={styles.facts}>
            {t('region.notOffered')}{' '}
            {reasons.map(({ message }) => message).join(' ')}
          </span>
        )}
        {eligible && notes.length > 0 && (
          <span className={styles.facts}>{notes.join(' ')}</span>
        )}
      </span>
    </Radio>
  );
}

function matches({ region }: RegionChoice, query: string): boolean {
  const word = query.trim().toLocaleLowerCase('en-US');
  const { name, displayName, geography, location, country } = region;
  return [name, displayName, geography, location, country].some(text =>
    text?.toLocaleLowerCase('en-US').includes(word),
  );
}

function groupByGeography(
  choices: RegionChoice[],
): Map<string, RegionChoice[]> {
  const groups = new Map<string, RegionChoice[]>();
  const byName = [...choices].sort(
    (a, b) =>
      Number(b.eligible) - Number(a.eligible) ||
      a.region.geography.localeCompare(b.region.geography) ||
      a.region.displayName.localeCompare(b.region.displayName),
  );
  // A map keeps its order, so a geography stands where its first region, an eligible one if any, does.
  for (const choice of byName) {
    const { geography } = choice.region;
    groups.set(geography, [...(groups.get(geography) ?? []), choice]);
  }
  return groups;
}
