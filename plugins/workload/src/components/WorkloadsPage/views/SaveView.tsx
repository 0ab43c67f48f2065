import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import { SavedView } from '@plumbline/plugin-workload-common';
import { FailureAlert, useAction } from '@plumbline/plugin-workload-react';
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
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={480}>
      <DialogHeader>{t('view.saveTitle')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
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
          <FailureAlert title={t('view.saveFailed')} error={error} />
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('view.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={trimmed === ''}
          isPending={running}
          onPress={() => run()}
        >
          {t('view.doSave')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
