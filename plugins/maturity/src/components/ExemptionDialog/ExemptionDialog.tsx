import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { DatePicker, Text, TextAreaField } from '@backstage/ui';
import { CalendarDate, getLocalTimeZone, today } from '@internationalized/date';
import { CriterionView } from '@plumbline/plugin-maturity-common';
import { useState } from 'react';
import { ActionDialog, useAction } from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../pageTranslation';
import { maturityTranslationRef } from '../../translation';

const REASON_LENGTH = { least: 10, most: 2000 };
const USUAL_DAYS = 90;

/** Props of {@link ExemptionDialog}. */
export interface ExemptionDialogProps {
  workloadRef: string;
  criterion: CriterionView;
  onClose: () => void;
  /** The request is stored. */
  onRequested: () => void;
}

/** Asks the platform team that a criterion need not be met for a while. */
export function ExemptionDialog(props: ExemptionDialogProps) {
  const { workloadRef, criterion, onClose, onRequested } = props;
  const { t } = useTranslationRef(maturityTranslationRef);
  const { t: tPage } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const zone = getLocalTimeZone();
  const first = today(zone).add({ days: 1 });
  // The end of this day is still within a year.
  const last = today(zone).add({ years: 1 }).subtract({ days: 1 });
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState<CalendarDate | null>(
    today(zone).add({ days: USUAL_DAYS }),
  );
  const [tried, setTried] = useState(false);
  const problems = {
    reason: reason.trim().length < REASON_LENGTH.least,
    until: !until || until.compare(first) < 0 || until.compare(last) > 0,
  };
  const { running, error, run } = useAction(async () => {
    setTried(true);
    if (problems.reason || problems.until || !until) return;
    await api.requestExemption({
      workloadRef,
      criterionId: criterion.id,
      reason: reason.trim(),
      expiresAt: endOfDay(until, zone),
    });
    onRequested();
  });
  return (
    <ActionDialog
      title={t('exempt.title')}
      width={560}
      isDismissable={false}
      cancel={t('dialog.cancel')}
      submit={t('exempt.submit')}
      failed={tPage('action.failed')}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      <Text as="p" weight="bold">
        {criterion.title}
      </Text>
      <Text as="p">{t('exempt.means')}</Text>
      <TextAreaField
        label={t('exempt.reason')}
        isRequired
        value={reason}
        onChange={setReason}
        maxLength={REASON_LENGTH.most}
        validationBehavior="aria"
        validate={() =>
          tried && problems.reason ? t('exempt.badReason') : true
        }
      />
      <DatePicker
        label={t('exempt.until')}
        description={t('exempt.untilHelp')}
        isRequired
        value={until}
        onChange={day =>
          setUntil(day && new CalendarDate(day.year, day.month, day.day))
        }
        validationBehavior="aria"
        validate={() => (tried && problems.until ? t('exempt.badUntil') : true)}
      />
    </ActionDialog>
  );
}

function endOfDay(day: CalendarDate, zone: string): string {
  return new Date(
    day.add({ days: 1 }).toDate(zone).getTime() - 1,
  ).toISOString();
}
