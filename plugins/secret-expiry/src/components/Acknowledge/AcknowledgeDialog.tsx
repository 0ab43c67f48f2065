import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  DatePicker,
  Radio,
  RadioGroup,
  Text,
  TextAreaField,
} from '@backstage/ui';
import {
  CalendarDate,
  fromDate,
  getLocalTimeZone,
  toCalendarDate,
  today,
} from '@internationalized/date';
import {
  AcknowledgementKind,
  CredentialListItem,
  MAX_ACKNOWLEDGED,
} from '@plumbline/plugin-secret-expiry-common';
import { ActionDialog, useAction } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { secretExpiryApiRef } from '../../api/SecretExpiryApi';
import { secretExpiryTranslationRef } from '../../translation';
import { AcknowledgeList } from './AcknowledgeList';
import { acknowledgeable } from './acknowledgeable';

const LONGEST_REASON = 500;
const USUAL_DAYS = 7;

/** Props of {@link AcknowledgeDialog}. */
export interface AcknowledgeDialogProps {
  credentials: CredentialListItem[];
  onClose: () => void;
  /** It is stored. */
  onAcknowledged: () => void;
}

/**
 * Keeps the warnings of credentials silent, with a reason, and says of each
 * until when at most. Days are in the reader's time zone.
 */
export function AcknowledgeDialog(props: AcknowledgeDialogProps) {
  const { credentials, onClose, onAcknowledged } = props;
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const api = useApi(secretExpiryApiRef);
  // As of when it was opened, so that nothing moves under the reader's hands.
  const [{ possible, impossible }] = useState(() =>
    acknowledgeable(credentials, new Date()),
  );
  const zone = getLocalTimeZone();
  const first = today(zone).add({ days: 1 });
  const last = lastDay(
    possible.map(({ latest }) => latest),
    zone,
  );
  const canSnooze = last !== undefined && last.compare(first) >= 0;
  const isTooMany = possible.length > MAX_ACKNOWLEDGED;

  const [kind, setKind] = useState<AcknowledgementKind>('acknowledged');
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState<CalendarDate | null>(() =>
    last ? earlier(today(zone).add({ days: USUAL_DAYS }), last) : null,
  );
  const [tried, setTried] = useState(false);
  const problems = {
    reason: reason.trim() === '',
    until:
      kind === 'snoozed' &&
      (!until || !last || until.compare(first) < 0 || until.compare(last) > 0),
  };
  const { running, error, run } = useAction(async () => {
    setTried(true);
    if (problems.reason || problems.until) return;
    await api.acknowledge({
      credentialIds: possible.map(({ credential }) => credential.id),
      kind,
      reason: reason.trim(),
      ...(kind === 'snoozed' && until
        ? { until: until.toDate(zone).toISOString() }
        : {}),
    });
    onAcknowledged();
  });
  return (
    <ActionDialog
      title={t('acknowledge.title', { count: credentials.length })}
      width={600}
      isDismissable={false}
      cancel={t('dialog.cancel')}
      submit={
        possible.length > 0 && !isTooMany
          ? t(kind === 'snoozed' ? 'acknowledge.doSnooze' : 'acknowledge.doIt')
          : undefined
      }
      failed={t('acknowledge.failed')}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      <AcknowledgeList possible={possible} impossible={impossible} />
      {isTooMany && (
        <Text as="p">
          {t('acknowledge.tooMany', { most: String(MAX_ACKNOWLEDGED) })}
        </Text>
      )}
      {possible.length > 0 && !isTooMany && (
        <>
          <RadioGroup
            label={t('acknowledge.kind')}
            value={kind}
            onChange={value => setKind(value as AcknowledgementKind)}
          >
            <Radio value="acknowledged">{t('acknowledge.known')}</Radio>
            <Radio value="snoozed" isDisabled={!canSnooze}>
              {t('acknowledge.snooze')}
            </Radio>
          </RadioGroup>
          {kind === 'snoozed' && (
            <DatePicker
              label={t('acknowledge.until')}
              description={t('acknowledge.untilHelp')}
              isRequired
              minValue={first}
              maxValue={last}
              value={until}
              onChange={day =>
                setUntil(day && new CalendarDate(day.year, day.month, day.day))
              }
              validationBehavior="aria"
              validate={() =>
                tried && problems.until ? t('acknowledge.badUntil') : true
              }
            />
          )}
          <TextAreaField
            label={t('acknowledge.reason')}
            description={t('acknowledge.reasonHelp')}
            isRequired
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={setReason}
            validationBehavior="aria"
            validate={() =>
              tried && problems.reason ? t('acknowledge.badReason') : true
            }
          />
          <Text as="p" color="secondary" variant="body-small">
            {t('acknowledge.means')}
          </Text>
        </>
      )}
    </ActionDialog>
  );
}

/** The day until whose beginning at least one can be kept silent. */
function lastDay(latest: string[], zone: string): CalendarDate | undefined {
  if (latest.length === 0) return undefined;
  const newest = Math.max(...latest.map(Date.parse));
  return toCalendarDate(fromDate(new Date(newest), zone));
}

function earlier(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a.compare(b) < 0 ? a : b;
}
