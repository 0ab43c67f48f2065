import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { DatePicker, Select, TextField } from '@backstage/ui';
import {
  CalendarDateTime,
  DateValue,
  getLocalTimeZone,
  now,
  toCalendarDateTime,
} from '@internationalized/date';
import { MaintenanceInput } from '@plumbline/plugin-workload-common';
import {
  ActionDialog,
  ManySelect,
  useAction,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { healthTranslationRef } from '../../healthTranslation';
import { Parts } from '../HealthTab/parts';

const REASON_MAX = 500;
const REPETITIONS = [0, 1, 7, 14, 28];

/** Props of {@link AnnounceDialog}. */
export interface AnnounceDialogProps {
  parts: Parts;
  onClose: () => void;
  onAnnounce: (input: MaintenanceInput) => Promise<void>;
}

/** Announces work on a workload. Times are in the reader's time zone. */
export function AnnounceDialog(props: AnnounceDialogProps) {
  const { parts, onClose, onAnnounce } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const zone = getLocalTimeZone();
  const [from, setFrom] = useState<DateValue | null>(() => thisMinute(zone));
  const [to, setTo] = useState<DateValue | null>(() =>
    thisMinute(zone).add({ hours: 1 }),
  );
  const [reason, setReason] = useState('');
  const [nodes, setNodes] = useState<string[]>();
  const [everyDays, setEveryDays] = useState(0);
  const [until, setUntil] = useState<DateValue | null>(null);
  const [tried, setTried] = useState(false);
  const problemWithTo = () => {
    if (!to || (from && to.compare(from) <= 0)) return t('maintenance.badTo');
    return to.compare(thisMinute(zone)) <= 0 ? t('maintenance.past') : true;
  };
  const { running, error, run } = useAction(async () => {
    setTried(true);
    if (!from || !to || problemWithTo() !== true || !reason.trim()) return;
    await onAnnounce({
      from: from.toDate(zone).toISOString(),
      to: to.toDate(zone).toISOString(),
      reason: reason.trim(),
      ...(nodes ? { nodes } : {}),
      ...(everyDays ? { everyDays } : {}),
      ...(everyDays && until
        ? { until: until.toDate(zone).toISOString() }
        : {}),
    });
  });
  return (
    <ActionDialog
      title={t('maintenance.announce')}
      width={560}
      isDismissable={false}
      cancel={t('maintenance.cancel')}
      submit={t('maintenance.submit')}
      failed={t('maintenance.announceFailed')}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      <TextField
        isRequired
        label={t('maintenance.reason')}
        description={t('maintenance.reasonHelp')}
        maxLength={REASON_MAX}
        value={reason}
        onChange={setReason}
        validationBehavior="aria"
        validate={() =>
          tried && !reason.trim() ? t('maintenance.badReason') : true
        }
      />
      <DatePicker
        granularity="minute"
        isRequired
        label={t('maintenance.from')}
        value={from}
        onChange={setFrom}
        validationBehavior="aria"
        validate={() => (tried && !from ? t('maintenance.badFrom') : true)}
      />
      <DatePicker
        granularity="minute"
        isRequired
        label={t('maintenance.to')}
        value={to}
        onChange={setTo}
        validationBehavior="aria"
        validate={() => (tried ? problemWithTo() : true)}
      />
      <ManySelect
        label={t('maintenance.parts')}
        description={t('maintenance.partsHelp')}
        placeholder={t('maintenance.partsAll')}
        // The first is the workload itself, which is meant by none.
        options={parts.options.slice(1)}
        value={nodes}
        onChange={setNodes}
      />
      <Select
        label={t('maintenance.repeat')}
        options={REPETITIONS.map(days => ({
          id: String(days),
          label: days
            ? t('maintenance.every', { count: days })
            : t('maintenance.once'),
        }))}
        value={String(everyDays)}
        onChange={key => setEveryDays(Number(key))}
      />
      {everyDays > 0 && (
        <DatePicker
          granularity="day"
          label={t('maintenance.repeatUntil')}
          value={until}
          onChange={setUntil}
        />
      )}
    </ActionDialog>
  );
}

function thisMinute(zone: string): CalendarDateTime {
  return toCalendarDateTime(now(zone).set({ second: 0, millisecond: 0 }));
}
