import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import {
  Exclusion,
  NewExclusion,
  SloStatus,
  WorkloadExclusions,
} from '@plumbline/plugin-slo-common';
import {
  Heading,
  Prose,
  Read,
  ReadView,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { sloTranslationRef } from '../../translation';
import { ExclusionList } from './ExclusionList';
import { MaintenanceDialog } from './MaintenanceDialog';
import { RevokeDialog } from './RevokeDialog';

const HEADING = 'slo-maintenance';

/** Props of {@link Maintenance}. */
export interface MaintenanceProps {
  read: Read<WorkloadExclusions>;
  /** What maintenance can be limited to. */
  slos: SloStatus[];
  onAdd: (exclusion: NewExclusion) => Promise<void>;
  onRevoke: (id: number) => Promise<void>;
}

/** Maintenance that counts for nothing: what there is, and more of it where the reader may. */
export function Maintenance(props: MaintenanceProps) {
  const { read, slos, onAdd, onRevoke } = props;
  const { t } = useTranslationRef(sloTranslationRef);
  const [isAdding, setAdding] = useState(false);
  const [revoked, setRevoked] = useState<Exclusion>();
  const may = read.value?.mayExclude;
  return (
    <Card aria-labelledby={HEADING} role="region">
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
              onPress={() => setAdding(true)}
            >
              {t('maintenance.add')}
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
            when: value => value.exclusions.length === 0,
            title: t('maintenance.emptyTitle'),
            description: t('maintenance.emptyDescription'),
          }}
        >
          {value => (
            <ExclusionList
              exclusions={value.exclusions}
              slos={slos}
              onRevoke={may?.allowed ? setRevoked : undefined}
            />
          )}
        </ReadView>
        {isAdding && (
          <MaintenanceDialog
            slos={slos}
            onClose={() => setAdding(false)}
            onAdd={async exclusion => {
              await onAdd(exclusion);
              setAdding(false);
            }}
          />
        )}
        {revoked && (
          <RevokeDialog
            exclusion={revoked}
            onClose={() => setRevoked(undefined)}
            onRevoke={async () => {
              await onRevoke(revoked.id);
              setRevoked(undefined);
            }}
          />
        )}
      </CardBody>
    </Card>
  );
}
