import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Select, Text, TextAreaField, TextField } from '@backstage/ui';
import {
  HEALTH_STATES,
  HealthState,
  MapNode,
  REPORT_CONTEXT_MAX,
} from '@plumbline/plugin-workload-common';
import { ActionDialog, useAction } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { healthTranslationRef } from '../../healthTranslation';
import { workloadTranslationRef } from '../../translation';

const HOURS = [1, 4, 24, 168];
const NAME_MAX = 120;

/** Props of {@link PushDialog}. */
export interface PushDialogProps {
  node: MapNode;
  workloadRef: string;
  onClose: () => void;
  onPushed: () => void;
}

/** Lets a person say how a part is, for a while: what nothing measures, somebody sees. */
export function PushDialog(props: PushDialogProps) {
  const { node, workloadRef, onClose, onPushed } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const { t: tWorkload } = useTranslationRef(workloadTranslationRef);
  const api = useApi(workloadApiRef);
  const [name, setName] = useState('');
  const [state, setState] = useState<HealthState>('unhealthy');
  const [context, setContext] = useState('');
  const [hours, setHours] = useState(HOURS[0]);
  const [tried, setTried] = useState(false);
  const { running, error, run } = useAction(async () => {
    setTried(true);
    if (name.trim() === '') return;
    await api.pushSignals([
      {
        workloadRef,
        entityRef: node.entityRef,
        id: idOf(name),
        name: name.trim(),
        state,
        ...(context.trim() ? { context: context.trim() } : {}),
        minutes: hours * 60,
      },
    ]);
    onPushed();
  });
  return (
    <ActionDialog
      title={t('push.title', { title: node.title })}
      width={520}
      cancel={t('push.cancel')}
      submit={t('push.submit')}
      failed={t('push.failed')}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      <Text as="p">{t('push.means')}</Text>
      <TextField
        isRequired
        label={t('push.name')}
        description={t('push.nameHelp')}
        maxLength={NAME_MAX}
        value={name}
        onChange={setName}
        validationBehavior="aria"
        validate={() => (tried && name.trim() === '' ? t('push.needed') : true)}
      />
      <Select
        label={t('push.state')}
        options={[...HEALTH_STATES].reverse().map(each => ({
          id: each,
          label: tWorkload(`health.${each}`),
        }))}
        value={state}
        onChange={key => setState(key as HealthState)}
      />
      <TextAreaField
        label={t('push.context')}
        maxLength={REPORT_CONTEXT_MAX}
        value={context}
        onChange={setContext}
      />
      <Select
        label={t('push.minutes')}
        options={HOURS.map(count => ({
          id: String(count),
          label: t('push.hours', { count }),
        }))}
        value={String(hours)}
        onChange={key => setHours(Number(key))}
      />
    </ActionDialog>
  );
}

/** The same words about the same part replace what was said before. */
function idOf(name: string): string {
  const words = name
    .trim()
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `seen/${words || 'it'}`;
}
