import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  CredentialCalendar,
  CredentialsFilter,
} from '@plumbline/plugin-secret-expiry-common';
import {
  Heading,
  ReadView,
  useLatest,
  useRead,
  useSame,
} from '@plumbline/plugin-workload-react';
import { useMemo } from 'react';
import { secretExpiryApiRef } from '../../../api/SecretExpiryApi';
import { reviewTranslationRef } from '../../../reviewTranslation';
import { CredentialDialog } from '../../CredentialPanel/CredentialDialog';
import { useOpenCredential } from '../../CredentialPanel/useOpenCredential';
import { FeedButton } from '../FeedDialog/FeedButton';
import { ReviewFilters } from '../ReviewFilters/ReviewFilters';
import { useFilterData } from '../useFilterData';
import { ReviewQuery, filterOf, useReviewQuery } from '../useReviewQuery';
import styles from './CalendarTab.module.css';
import { MonthTable } from './MonthTable';
import { Months } from './Months';
import { MONTHS, addMonths, monthLabel } from './months';
import { DayInAddress, useDayInAddress } from './useDayInAddress';

const EVERY = { everyMs: 60_000 };

/** How many credentials expire on each day of twelve months, and which. */
export function CalendarTab() {
  const { t } = useTranslationRef(reviewTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const { query, change } = useReviewQuery();
  const { values, sources } = useFilterData();
  const { openId, close } = useOpenCredential();
  const now = useMemo(() => new Date(), []);
  const place = useDayInAddress(now);
  const asked = useSame(calendarFilter(query, place.start));
  const read = useLatest(
    useRead(() => api.getCalendar(asked), [api, asked], EVERY),
  );
  return (
    <Flex direction="column" gap="5">
      <ReviewFilters
        values={values}
        sources={sources}
        query={query}
        withoutDates
        onChange={change}
      />
      <Flex
        align="center"
        justify="between"
        gap="3"
        style={{ flexWrap: 'wrap' }}
      >
        <Heading level={2}>
          {t('calendar.title', {
            from: monthLabel(place.start),
            to: monthLabel(addMonths(place.start, MONTHS - 1)),
          })}
        </Heading>
        <Flex gap="2">
          <Steps place={place} />
          <FeedButton query={query} />
        </Flex>
      </Flex>
      <ReadView read={read}>
        {calendar => (
          <Calendar calendar={calendar} place={place} query={query} now={now} />
        )}
      </ReadView>
      {openId && (
        <CredentialDialog id={openId} onClose={close} onChanged={read.retry} />
      )}
    </Flex>
  );
}

function Steps({ place: { start, goTo } }: { place: DayInAddress }) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const step = (months: number, label: string) => (
    <Button
      size="small"
      variant="secondary"
      onPress={() => goTo({ start: addMonths(start, months) })}
    >
      {label}
    </Button>
  );
  return (
    <>
      {step(-MONTHS, t('calendar.earlier'))}
      {step(MONTHS, t('calendar.later'))}
    </>
  );
}

function Calendar(props: {
  calendar: CredentialCalendar;
  place: DayInAddress;
  query: ReviewQuery;
  now: Date;
}) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const { calendar, place, query, now } = props;
  const { days } = calendar;
  const byDay = useMemo(
    () => new Map(days.map(each => [each.day, each])),
    [days],
  );
  const choose = useMemo(
    () => (day: string) => place.goTo({ day }),
    // `goTo` stays the same while the page stays.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [place.goTo],
  );
  const { offset, limit, orderBy, within, from, to, ...kept } = query;
  return (
    <div className={styles.layout}>
      <Flex direction="column" gap="3">
        <Legend />
        <Months
          start={place.start}
          days={byDay}
          today={now.toISOString().slice(0, 10)}
          day={place.day}
          onChoose={choose}
        />
      </Flex>
      <Flex direction="column" gap="2">
        <Heading level={3}>{monthLabel(place.day.slice(0, 7))}</Heading>
        <Text color="secondary">{t('calendar.tableHelp')}</Text>
        <MonthTable days={days} day={place.day} query={kept} />
      </Flex>
    </div>
  );
}

function Legend() {
  const { t } = useTranslationRef(reviewTranslationRef);
  return (
    <div className={styles.legend}>
      <span>
        <span aria-hidden className={styles.sample} data-has="manual" />
        {t('calendar.legendManual')}
      </span>
      <span>
        <span aria-hidden className={styles.sample} data-has="automatic" />
        {t('calendar.legendAutomatic')}
      </span>
      <span>{t('calendar.utc')}</span>
    </div>
  );
}

/** The filters of the page but for the date, over the months shown. */
function calendarFilter(query: ReviewQuery, start: string): CredentialsFilter {
  const anyDate = { within: undefined, from: undefined, to: undefined };
  return {
    ...filterOf({ ...query, ...anyDate }, new Date()),
    expiresFrom: `${start}-01T00:00:00.000Z`,
    expiresBefore: `${addMonths(start, MONTHS)}-01T00:00:00.000Z`,
  };
}
