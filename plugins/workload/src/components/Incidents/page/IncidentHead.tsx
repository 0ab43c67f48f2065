import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button, Flex, Link, Text } from '@backstage/ui';
import { Incident } from '@plumbline/plugin-workload-common';
import {
  AddressLink,
  Heading,
  Prose,
  When,
} from '@plumbline/plugin-workload-react';
import { RiPrinterLine } from '@remixicon/react';
import { ReactNode, useState } from 'react';
import { incidentTranslationRef } from '../../../incidentTranslation';
import { useEntityHref } from '../../useEntityHref';
import { ReviewLabel } from '../labels/ReviewLabel';
import { SeverityLabel } from '../labels/SeverityLabel';
import { StateLabel } from '../labels/StateLabel';
import { lasted } from '../labels/lasted';
import { AcknowledgeDialog } from './AcknowledgeDialog';
import styles from './IncidentPage.module.css';
import { NoteDialog } from './NoteDialog';
import { useMapHref } from './useMapHref';

/** What it is, how it stands, where to go, and what the reader can do now. */
export function IncidentHead(props: {
  incident: Incident;
  onChanged: () => void;
}) {
  const { incident } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const time = lasted(incident, Date.now());
  return (
    <Flex direction="column" gap="4">
      <div className={styles.head}>
        <div className={styles.title}>
          <Text color="secondary" as="p">
            {t('page.title', { number: String(incident.number) })}
          </Text>
          <Heading level={2}>{incident.title}</Heading>
        </div>
        <Acts {...props} />
      </div>
      <dl className={styles.facts} aria-label={t('page.facts')}>
        <Fact label={t('page.severity')}>
          <SeverityLabel severity={incident.severity} />
        </Fact>
        <Fact label={t('page.state')}>
          <StateLabel state={incident.state} />
        </Fact>
        <Fact label={t('page.workload')}>
          <EntityRefLink
            entityRef={incident.workloadRef}
            title={incident.workloadTitle}
            hideIcon
          />
        </Fact>
        <Fact label={t('page.owner')}>
          {incident.ownerRef ? (
            <EntityRefLink
              entityRef={incident.ownerRef}
              defaultKind="group"
              hideIcon
            />
          ) : (
            t('page.noOwner')
          )}
        </Fact>
        <Fact label={t('page.opened')}>
          <When at={incident.openedAt} />
        </Fact>
        <Fact label={t('page.lasted')}>
          {incident.closedAt ? time : t('page.lastsFor', { time })}
        </Fact>
        <Fact label={t('page.review')}>
          <ReviewLabel incident={incident} />
        </Fact>
      </dl>
      <Links incident={incident} />
    </Flex>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Links({ incident }: { incident: Incident }) {
  const { t } = useTranslationRef(incidentTranslationRef);
  const hrefOf = useEntityHref();
  const mapHref = useMapHref(incident);
  return (
    <div className={styles.links}>
      {incident.runbookUrl ? (
        <AddressLink address={incident.runbookUrl}>
          {t('page.runbook')}
        </AddressLink>
      ) : (
        <Text color="secondary">{t('page.noRunbook')}</Text>
      )}
      <Link href={mapHref(incident.causes[0]?.entityRef)}>
        {incident.closedAt ? t('page.mapThen') : t('page.map')}
      </Link>
      <Link href={hrefOf(incident.workloadRef, 'health')}>
        {t('page.history')}
      </Link>
    </div>
  );
}

function Acts(props: { incident: Incident; onChanged: () => void }) {
  const { incident, onChanged } = props;
  const { t } = useTranslationRef(incidentTranslationRef);
  const [open, setOpen] = useState<'acknowledge' | 'note'>();
  const { number, act, state } = incident;
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    onChanged();
  };
  return (
    <div>
      <div className={`${styles.acts} ${styles.screenOnly}`}>
        {act.allowed && state === 'open' && (
          <Button variant="primary" onPress={() => setOpen('acknowledge')}>
            {t('act.acknowledge')}
          </Button>
        )}
        {act.allowed && (
          <Button variant="secondary" onPress={() => setOpen('note')}>
            {t('act.addNote')}
          </Button>
        )}
        <Button
          variant="tertiary"
          iconStart={<RiPrinterLine aria-hidden />}
          onPress={() => window.print()}
        >
          {t('page.print')}
        </Button>
      </div>
      {!act.allowed && (
        <Text as="p" color="secondary" className={styles.screenOnly}>
          {t('page.readOnly')} {act.reason && <Prose>{act.reason}</Prose>}
        </Text>
      )}
      {open === 'acknowledge' && (
        <AcknowledgeDialog number={number} onClose={close} onDone={done} />
      )}
      {open === 'note' && (
        <NoteDialog number={number} onClose={close} onDone={done} />
      )}
    </div>
  );
}
