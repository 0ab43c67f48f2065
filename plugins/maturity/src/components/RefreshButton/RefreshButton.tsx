import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useState } from 'react';
import { useAction } from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../api/MaturityApi';
import { maturityTranslationRef } from '../../translation';
import { ActionAlert } from '../review/useAction/ActionAlert';

/** Props of {@link RefreshButton}. */
export interface RefreshButtonProps {
  workloadRef: string;
  /** Facts are collected and the workload is evaluated. */
  onRefreshed: () => void;
}

/** Has the facts of a workload collected now. */
export function RefreshButton({
  workloadRef,
  onRefreshed,
}: RefreshButtonProps) {
  const { t } = useTranslationRef(maturityTranslationRef);
  const api = useApi(maturityApiRef);
  const [done, setDone] = useState(false);
  const { running, error, run } = useAction(async () => {
    setDone(false);
    await api.refresh([workloadRef]);
    setDone(true);
    onRefreshed();
  });
  return (
    <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
      <ActionAlert error={error} />
      <Text color="secondary" role="status">
        {done && t('refresh.done')}
      </Text>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiRefreshLine aria-hidden />}
        isPending={running}
        onPress={() => run()}
      >
        {t('refresh.button')}
      </Button>
    </Flex>
  );
}
