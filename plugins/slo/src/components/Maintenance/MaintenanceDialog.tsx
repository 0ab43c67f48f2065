import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Checkbox,
  CheckboxGroup,
  DatePicker,
  Text,
  TextAreaField,
} from '@backstage/ui';
import {
  CalendarDateTime,
  DateValue,
  getLocalTimeZone,
  now,
  toCalendarDateTime,
} from '@internationalized/date';
import { NewExclusion, SloStatus } from '@plumbline/plugin-slo-common';
import { ActionDialog, useAction } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { sloTranslationRef } from '../../translation';

const REASON_LENGTH = { least: 10, most: 2000 };

/** Props of {@link MaintenanceDialog}. */
export interface MaintenanceDialogProps {
  slos: SloStatus[];
  onClose: () => void;
  onAdd: (exclusion: NewExclusion) => Promise<void>;
}

/** Takes a time out of the count, planned or past. Times are in the reader's time zone. */
export function MaintenanceDialog(props: MaintenanceDialogProps) {
  const { slos, onClose, onAdd } = props;
  const { t } = useTranslationRef(sloTranslationRef);
  const zone = getLocalTimeZone();
  const [from, setFrom] = useState<DateValue | null>(() => nextHour(zone));
  const [to, setTo] = useState<DateValue | null>(() =>
    nextHour(zone).add({ hours: 1 }),
  );
  const [reason, setReason] = useState('');
  const [objectiveIds, setObjectiveIds] = useState<string[]>([]);
  const [tried, setTried] = useState(false);
  const problems = {
    from: !from,
    to: !to || (!!from && to.compare(from) <= 0),
    reason: reason.trim().length < REASON_LENGTH.least,
  };
  const { running, error, run } = useAction(async () => {
    setTried(true);
    if (Object.values(problems).some(Boolean) || !from || !to) return;
    await onAdd({
      from: from.toDate(zone).toISOString(),
      to: to.toDate(zone).toISOString(),
      reason: reason.trim(),
      ...(objectiveIds.length > 0 ? { objectiveIds } : {}),
    });
  });
  return (
    <ActionDialog
      title={t('maintenance.add')}
      width={560}
      isDismissable={false}
      cancel={t('dialog.cancel')}
      submit={t('maintenance.addSubmit')}
      failed={t('maintenance.addFailed')}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      <Text as="p">{t('maintenance.addMeans')}</Text>
      <DatePicker
        granularity="minute"
        isRequired
        label={t('maintenance.from')}
        value={from}
        onChange={setFrom}
        validationBehavior="aria"
        validate={() =>
          tried && problems.from ? t('maintenance.badFrom') : true
        }
      />
      <DatePicker
        granularity="minute"
        isRequired
        label={t('maintenance.to')}
        value={to}
        onChange={setTo}
        validationBehavior="aria"
        validate={() => (tried && problems.to ? t('maintenance.badTo') : true)}
      />
      <TextAreaField
        description={t('maintenance.reasonHelp')}
        isRequired
        label={t('maintenance.reason')}
        maxLength={REASON_LENGTH.most}
        value={reason}
        onChange={setReason}
        validationBehavior="aria"
        validate={() =>
          tried && problems.reason ? t('maintenance.badReason') : true
        }
      />
      {slos.length > 1 && (
        <CheckboxGroup
          description={t('maintenance.onlyHelp')}
          label={t('maintenance.only')}
          value={objectiveIds}
          onChange={setObjectiveIds}
        >
          {slos.map(({ id, displayName }) => (
            <Checkbox key={id} value={id}>
              {displayName}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
    </ActionDialog>
  );
}

function nextHour(zone: string): CalendarDateTime {
  return toCalendarDateTime(
    now(zone).set({ minute: 0, second: 0, millisecond: 0 }).add({ hours: 1 }),
  );
}
