import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { AnnouncedMaintenance } from '@plumbline/plugin-workload-common';
import {
  Heading,
  Prose,
  ReadView,
  WorkloadName,
  useRead,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { workloadApiRef } from '../../api/WorkloadApi';
import { healthTranslationRef } from '../../healthTranslation';
import { Parts } from '../HealthTab/parts';
import { AnnounceDialog } from './AnnounceDialog';
import { EndDialog } from './EndDialog';
import { MaintenanceList } from './MaintenanceList';

const HEADING = 'health-maintenance';
const REFRESH_MS = 30_000;

/** Announced work on a workload: what goes on and is to come, and more of it where the reader may. */
export function Maintenance(props: { name: WorkloadName; parts: Parts }) {
  const { name, parts } = props;
  const { t } = useTranslationRef(healthTranslationRef);
  const api = useApi(workloadApiRef);
  const read = useRead(() => api.getMaintenance(name), [api, name], {
    everyMs: REFRESH_MS,
  });
  const [isAnnouncing, setAnnouncing] = useState(false);
  const [ended, setEnded] = useState<AnnouncedMaintenance>();
  const may = read.value?.announce;
  return (
    <Card role="region" aria-labelledby={HEADING}>
      <CardHeader>
        <Flex
          align="center"
          gap="3"
          justify="between"
          style={{ flexWrap: 'wrap' }}
        >
          <Heading level={3} id={HEADING}>
            {t('maintenance.heading')}
          </Heading>
          {may?.allowed && (
            <Button
              size="small"
              variant="secondary"
              onPress={() => setAnnouncing(true)}
            >
              {t('maintenance.announce')}
            </Button>
          )}
        </Flex>
        <Text as="p" color="secondary">
          {t('maintenance.means')}{' '}
          {may?.allowed === false && may.reason && <Prose>{may.reason}</Prose>}
        </Text>
      </CardHeader>
      <CardBody>
        <ReadView
          read={read}
          empty={{
            when: ({ items }) => items.length === 0,
            title: t('maintenance.none'),
            description: t('maintenance.noneMeans'),
          }}
        >
          {({ items }) => (
            <MaintenanceList
              windows={items}
              titleOf={parts.titleOf}
              onEnd={may?.allowed ? setEnded : undefined}
            />
          )}
        </ReadView>
        {isAnnouncing && (
          <AnnounceDialog
            parts={parts}
            onClose={() => setAnnouncing(false)}
            onAnnounce={async input => {
              await api.announceMaintenance(name, input);
              setAnnouncing(false);
              read.retry();
            }}
          />
        )}
        {ended && (
          <EndDialog
            window={ended}
            onClose={() => setEnded(undefined)}
            onEnd={async () => {
              await api.endMaintenance(name, ended.id);
              setEnded(undefined);
              read.retry();
            }}
          />
        )}
      </CardBody>
    </Card>
  );
}
