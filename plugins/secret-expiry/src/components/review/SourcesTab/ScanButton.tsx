import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { SourceStatus } from '@plumbline/plugin-secret-expiry-common';
import { FailureAlert, useAction } from '@plumbline/plugin-workload-react';
import { RiRefreshLine } from '@remixicon/react';
import { secretExpiryApiRef } from '../../../api/SecretExpiryApi';
import { reviewTranslationRef } from '../../../reviewTranslation';
import styles from './SourcesTab.module.css';

/** Props of {@link ScanButton}. */
export interface ScanButtonProps {
  source: SourceStatus;
  onScanning: () => void;
}

/** Has a source looked at again, now. */
export function ScanButton({ source, onScanning }: ScanButtonProps) {
  const { t } = useTranslationRef(reviewTranslationRef);
  const api = useApi(secretExpiryApiRef);
  const { running, error, run } = useAction(async () => {
    await api.scan(source.sourceId);
    onScanning();
  });
  return (
    <div className={styles.cell}>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiRefreshLine aria-hidden />}
        aria-label={t('sources.scanOf', { source: source.title })}
        isPending={running}
        isDisabled={source.runningSince !== undefined}
        onPress={() => run()}
      >
        {t('sources.scanNow')}
      </Button>
      <FailureAlert title={t('sources.scanFailed')} error={error} />
    </div>
  );
}
