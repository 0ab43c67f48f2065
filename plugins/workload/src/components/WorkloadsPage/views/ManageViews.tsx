import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  Button,
  ButtonIcon,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  TextField,
} from '@backstage/ui';
import { SavedView, SavedViewInput } from '@plumbline/plugin-workload-common';
import { FailureAlert, useAction } from '@plumbline/plugin-workload-react';
import { RiDeleteBinLine } from '@remixicon/react';
import { useState } from 'react';
import { workloadApiRef } from '../../../api/WorkloadApi';
import { portfolioTranslationRef } from '../../../portfolioTranslation';

/** Props of {@link ManageViews}. */
export interface ManageViewsProps {
  /** Those that the reader may change. */
  views: SavedView[];
  mayShare: boolean;
  onClose: () => void;
  onChanged: () => void;
}

/** Renames, shares and removes saved views. */
export function ManageViews(props: ManageViewsProps) {
  const { views, mayShare, onClose, onChanged } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={560}>
      <DialogHeader>{t('view.manageTitle')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          {views.map(view => (
            <ViewRow
              key={view.id}
              view={view}
              mayShare={mayShare}
              onChanged={onChanged}
            />
          ))}
          {views.length === 0 && t('view.none')}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={onClose}>
          {t('view.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function ViewRow(props: {
  view: SavedView;
  mayShare: boolean;
  onChanged: () => void;
}) {
  const { view, mayShare, onChanged } = props;
  const { t } = useTranslationRef(portfolioTranslationRef);
  const api = useApi(workloadApiRef);
  const [name, setName] = useState(view.name);
  const save = useAction(async (changes: Partial<SavedViewInput>) => {
    const { query, shared } = view;
    await api.changeView(view.id, {
      name: name.trim() || view.name,
      query,
      shared,
      ...changes,
    });
    onChanged();
  });
  const remove = useAction(async () => {
    await api.removeView(view.id);
    onChanged();
  });
  const rename = () => {
    const isOther = name.trim() !== '' && name.trim() !== view.name;
    if (isOther) save.run({});
    else setName(view.name);
  };
  return (
    <Flex direction="column" gap="1">
      <Flex align="center" gap="3">
        <TextField
          aria-label={t('view.rename', { name: view.name })}
          value={name}
          maxLength={100}
          onChange={setName}
          onBlur={rename}
          onKeyDown={event => event.key === 'Enter' && rename()}
          style={{ flex: 1 }}
        />
        <Checkbox
          isSelected={view.shared}
          isDisabled={!mayShare && !view.shared}
          onChange={shared => save.run({ shared })}
        >
          {t('view.isShared')}
        </Checkbox>
        <ButtonIcon
          aria-label={t('view.remove', { name: view.name })}
          variant="tertiary"
          icon={<RiDeleteBinLine aria-hidden />}
          isDisabled={remove.running}
          onPress={() => remove.run()}
        />
      </Flex>
      <FailureAlert title={t('view.saveFailed')} error={save.error} />
      <FailureAlert title={t('view.removeFailed')} error={remove.error} />
    </Flex>
  );
}
