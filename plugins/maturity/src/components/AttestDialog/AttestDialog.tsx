import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  NumberField,
  Radio,
  RadioGroup,
  Text,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { CriterionView } from '@plumbline/plugin-maturity-common';
import { Prose } from '@plumbline/plugin-workload-react';
import { DateTime } from 'luxon';
import { maturityApiRef } from '../../api/MaturityApi';
import { maturityTranslationRef } from '../../translation';

/** Props of {@link AttestDialog}. */
export interface AttestDialogProps {
  workloadRef: string;
  /** An attestation criterion. */
  criterion: CriterionView;
  onClose: () => void;
  /** The answer is stored and the workload evaluated. */
  onAttested: () => void;
}

/** Asks a criterion's question and stores the answer. */
export function AttestDialog({
  workloadRef,
  criterion,
  onClose,
  onAttested,
}: AttestDialogProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const api = useApi(maturityApiRef);
  const maxDays = criterion.validForDays ?? 365;
  const [answer, setAnswer] = useState<'met' | 'not-met'>();
  const [note, setNote] = useState('');
  const [evidenceUrl, setEvidenceUrl] = useState('');
  const [days, setDays] = useState(maxDays);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<Error>();
  const address = evidenceUrl.trim();
  const badAddress = address !== '' && !/^https?:\/\/\S+$/i.test(address);
  const badDays = !(days >= 1 && days <= maxDays);

  const send = async () => {
    if (!answer) return;
    setSending(true);
    setError(undefined);
    try {
      await api.attest({
        workloadRef,
        criterionId: criterion.id,
        answer,
        note: note.trim() || undefined,
        evidenceUrl: address || undefined,
        expiresAt: DateTime.utc().plus({ days }).toISO(),
      });
      onAttested();
    } catch (e) {
      setError(e as Error);
      setSending(false);
    }
  };

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={560}>
      <DialogHeader>{criterion.title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{criterion.question}</Text>
          <RadioGroup
            label={t('attest.answer')}
            isRequired
            value={answer ?? null}
            onChange={value => setAnswer(value as 'met' | 'not-met')}
          >
            <Radio value="met">{t('attest.met')}</Radio>
            <Radio value="not-met">{t('attest.notMet')}</Radio>
          </RadioGroup>
          <TextField
            label={t('attest.evidenceUrl')}
            description={criterion.evidenceWanted}
            type="url"
            value={evidenceUrl}
            onChange={setEvidenceUrl}
            isInvalid={badAddress}
          />
          {badAddress && (
            <Text color="danger" role="alert">
              {t('attest.evidenceUrlProblem')}
            </Text>
          )}
          <TextAreaField
            label={t('attest.note')}
            value={note}
            onChange={setNote}
            maxLength={2000}
          />
          <NumberField
            label={t('attest.days')}
            description={t('attest.daysHelp', { max: String(maxDays) })}
            minValue={1}
            maxValue={maxDays}
            value={days}
            onChange={setDays}
          />
          {error && (
            <Alert
              status="danger"
              icon
              title={t('attest.failed')}
              description={<Prose>{error.message}</Prose>}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('attest.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!answer || badAddress || badDays || sending}
          onPress={send}
        >
          {t('attest.submit')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
