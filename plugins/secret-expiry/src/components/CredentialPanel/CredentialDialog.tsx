import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { ReadView, useRead } from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { secretExpiryApiRef } from '../../api/SecretExpiryApi';
import { secretExpiryTranslationRef } from '../../translation';
import { AcknowledgeDialog } from '../Acknowledge/AcknowledgeDialog';
import { acknowledgeable } from '../Acknowledge/acknowledgeable';
import { CredentialPanel } from './CredentialPanel';

/** Props of {@link CredentialDialog}. */
export interface CredentialDialogProps {
  id: string;
  onClose: () => void;
  /** It was acknowledged, or that was taken back. */
  onChanged: () => void;
}

/** Everything about one credential, over the page that lists it. */
export function CredentialDialog(props: CredentialDialogProps) {
  const { id, onClose, onChanged } = props;
  const { t } = useTranslationRef(secretExpiryTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const read = useRead(() => api.getCredential(id), [api, id]);
  const [isAcknowledging, setAcknowledging] = useState(false);
  const detail = read.value;
  const mayAcknowledge =
    detail !== undefined &&
    (detail.may.acknowledge.allowed || detail.may.manage.allowed) &&
    acknowledgeable([detail.credential], new Date()).possible.length > 0;
  const changed = () => {
    setAcknowledging(false);
    read.retry();
    onChanged();
  };
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={820}>
      <DialogHeader>{detail?.credential.name ?? t('panel.title')}</DialogHeader>
      <DialogBody>
        <ReadView read={read}>
          {value => <CredentialPanel detail={value} onChanged={changed} />}
        </ReadView>
        {isAcknowledging && detail && (
          <AcknowledgeDialog
            credentials={[detail.credential]}
            onClose={() => setAcknowledging(false)}
            onAcknowledged={changed}
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.close')}
        </Button>
        {mayAcknowledge && (
          <Button variant="primary" onPress={() => setAcknowledging(true)}>
            {t('acknowledge.open')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
