import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Checkbox, Text, TextField } from '@backstage/ui';
import { SavedView } from '@plumbline/plugin-workload-common';
import { ActionDialog, useAction } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { portfolioTranslationRef } from '../../../portfolioTranslation';

/** Props of {@link SaveView}. */
export interface SaveViewProps {
  /** Of the page's address. */
  query: string;
  /** The reader's own ones: one of the same name is replaced. */
  own: SavedView[];
  mayShare: boolean;
  onClose: () => void;
  onSaved: () => void;
}

/** Saves what is shown under a name. */
export function SaveView(props: SaveViewProps) {
  const { query, own, mayShare, onClose, onSaved } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  const api = useApi(workloadApiRef);
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const trimmed = name.trim();
  const same = own.find(
    view => view.name.toLocaleLowerCase() === trimmed.toLocaleLowerCase(),
  );
  const { running, error, run } = useAction(async () => {
    const view = { name: trimmed, query, shared: mayShare && isShared };
    if (same) await api.changeView(same.id, view);
    else await api.createView(view);
    onSaved();
  });
  return (
    <ActionDialog
      title={t('view.saveTitle')}
      cancel={t('view.cancel')}
      submit={t('view.doSave')}
      isSubmitDisabled={trimmed === ''}
      failed={t('view.saveFailed')}
      running={running}
      error={error}
      onClose={onClose}
      onSubmit={() => run()}
    >
      <Text as="p">{t('view.saveMeans')}</Text>
      <TextField
        label={t('view.name')}
        description={same ? t('view.replace') : undefined}
        value={name}
        maxLength={100}
        isRequired
        onChange={setName}
      />
      <Checkbox
        isSelected={isShared}
        isDisabled={!mayShare}
        onChange={setShared}
      >
        {t('view.share')}
      </Checkbox>
      {!mayShare && <Text color="secondary">{t('view.shareLacks')}</Text>}
    </ActionDialog>
  );
}
