import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Select, TablePagination, Text } from '@backstage/ui';
import {
  ReadView,
  When,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { useEffect, useMemo, useState } from 'react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { DayField } from '../DayField/DayField';
import { ReviewQuery, filterOf } from '../ReviewTab/useReviewQuery';
import { ChangeList } from './ChangeList';
import styles from './WhatChanged.module.css';

const PAGE_SIZE = 20;
const DAYS = ['7', '30', '90'];
const FIRST_VISIT_DAYS = 30;
const LAST_VISIT = 'last-visit';
const ON_DAY = 'day';

/** Props of {@link WhatChanged}. */
export interface WhatChangedProps {
  query: ReviewQuery;
  /** When the reader was last here. */
  lastVisit: string | undefined;
  pillarTitle: (id: string) => string;
  onChange: (changes: Partial<ReviewQuery>) => void;
}

/** How many workloads rose and fell since a time, and each change with its cause. */
export function WhatChanged(props: WhatChangedProps) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { query, lastVisit, pillarTitle, onChange } = props;
  const api = useApi(maturityApiRef);
  const [isOpen, setOpen] = useState(false);
  const [offset, setOffset] = useState(0);
  const since = useMemo(
    () => sinceOf(query.since, lastVisit),
    [query.since, lastVisit],
  );
  const filter = useSame(changesFilter(query));
  useEffect(() => setOffset(0), [filter, since]);
  const read = useLatest(
    useRead(
      () =>
        api.getPortfolioChanges(filter, { since, limit: PAGE_SIZE, offset }),
      [api, filter, since, offset],
    ),
  );
  return (
    <ReadView read={read}>
      {changes => (
        <Flex direction="column" gap="3">
          <Flex align="end" justify="between" gap="3" className={styles.head}>
            <Flex align="center" gap="2" className={styles.head}>
              <div role="status">
                <Text as="h2" variant="title-small">
                  {t('changes.headline', {
                    rose: String(changes.rose),
                    fell: String(changes.fell),
                  })}
                  {changes.returned > 0 &&
                    `, ${t('changes.returned', { count: changes.returned })}`}
                </Text>
              </div>
              <Text color="secondary">
                {t('changes.since')} <When at={since} />
              </Text>
              {changes.total > 0 && (
                <Button
                  size="small"
                  variant="tertiary"
                  aria-expanded={isOpen}
                  onPress={() => setOpen(before => !before)}
                >
                  {isOpen
                    ? t('changes.hide')
                    : t('changes.show', { count: changes.total })}
                </Button>
              )}
            </Flex>
            <Since query={query} lastVisit={lastVisit} onChange={onChange} />
          </Flex>
          {isOpen && (
            <>
              <ChangeList
                changes={changes.items}
                modelId={query.modelId}
                pillarTitle={pillarTitle}
              />
              {changes.total > PAGE_SIZE && (
                <TablePagination
                  pageSize={PAGE_SIZE}
                  offset={offset}
                  totalCount={changes.total}
                  showPageSizeOptions={false}
                  hasPreviousPage={offset > 0}
                  hasNextPage={offset + PAGE_SIZE < changes.total}
                  onPreviousPage={() =>
                    setOffset(Math.max(0, offset - PAGE_SIZE))
                  }
                  onNextPage={() => setOffset(offset + PAGE_SIZE)}
                />
              )}
            </>
          )}
        </Flex>
      )}
    </ReadView>
  );
}

/** From when on changes count. */
function Since(
  props: Pick<WhatChangedProps, 'query' | 'lastVisit' | 'onChange'>,
) {
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const { query, lastVisit, onChange } = props;
  const { since = LAST_VISIT } = query;
  const isDay = since !== LAST_VISIT && !DAYS.includes(since);
  const today = DateTime.now().toISODate();
  return (
    <Flex align="end" gap="2" className={styles.since}>
      <Select
        className={styles.choice}
        label={t('changes.compare')}
        options={[
          {
            id: LAST_VISIT,
            label: lastVisit
              ? t('changes.lastVisit')
              : t('changes.firstVisit', { days: String(FIRST_VISIT_DAYS) }),
          },
          ...DAYS.map(days => ({
            id: days,
            label: t('changes.days', { days }),
          })),
          { id: ON_DAY, label: t('changes.onDay') },
        ]}
        value={isDay ? ON_DAY : since}
        onChange={key => onChange({ since: paramOf(String(key)) })}
      />
      {isDay && (
        <DayField
          label={t('changes.day')}
          value={since}
          max={today}
          onChange={day => day && onChange({ since: day })}
        />
      )}
    </Flex>
  );
}

function paramOf(choice: string): string | undefined {
  if (choice === LAST_VISIT) return undefined;
  if (choice !== ON_DAY) return choice;
  return DateTime.now().minus({ months: 1 }).toISODate();
}

/** ISO 8601. */
function sinceOf(choice: string | undefined, lastVisit: string | undefined) {
  if (choice && !DAYS.includes(choice)) {
    const day = DateTime.fromISO(choice);
    if (day.isValid) return day.toUTC().toISO();
  }
  if (!choice && lastVisit) return lastVisit;
  const days =
    choice && DAYS.includes(choice) ? Number(choice) : FIRST_VISIT_DAYS;
  return DateTime.utc().minus({ days }).toISO();
}

function changesFilter(query: ReviewQuery) {
  const { modelId, pillarId, owners, domains, lifecycles, text } =
    filterOf(query);
  return { modelId, pillarId, owners, domains, lifecycles, text };
}
