import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Select, Text, TextAreaField, TextField } from '@backstage/ui';
import { useState } from 'react';
import { ActionDialog, useAction } from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../../api/MaturityApi';
import { maturityPageTranslationRef } from '../../../pageTranslation';
import { ModelInForce, titleOf } from '../ModelsInForce/ModelsInForce';

/** Props of {@link FreezeDialog}. */
export interface FreezeDialogProps {
  models: ModelInForce[];
  modelId: string;
  onClose: () => void;
  onFrozen: () => void;
}

/** Keeps the levels of all workloads as they are now, under a name. */
export function FreezeDialog(props: FreezeDialogProps) {
  const { models, onClose, onFrozen } = props;
  const { t } = useTranslationRef(maturityPageTranslationRef);
  const api = useApi(maturityApiRef);
  const [modelId, setModelId] = useState(props.modelId);
  const [title, setTitle] = useState('');
  const [note, setNote] = useState('');
  const { running, error, run } = useAction(async () => {
    await api.createMilestone({
      modelId,
      title: title.trim(),
      note: note.trim() || undefined,
    });
    onFrozen();
  });
  return (
    <ActionDialog
      title={t('milestones.freeze')}
      width={520}
      cancel={t('action.cancel')}
      submit={t('milestones.submit')}
      isSubmitDisabled={title.trim() === ''}
      failed={t('action.failed')}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      <Text as="p">{t('milestones.freezeMeans')}</Text>
      <Select
        label={t('filter.model')}
        options={models.map(model => ({
          id: model.modelId,
          label: titleOf(model),
        }))}
        value={modelId}
        onChange={key => setModelId(String(key))}
      />
      <TextField
        label={t('milestones.titleField')}
        placeholder={t('milestones.titleHint')}
        isRequired
        maxLength={200}
        value={title}
        onChange={setTitle}
      />
      <TextAreaField
        label={t('milestones.note')}
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
    </ActionDialog>
  );
}
