import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Button,
  Card,
  CardBody,
  CardHeader,
  Flex,
  Link,
  Text,
} from '@backstage/ui';
import {
  HotPathEdit,
  SloStatus,
  WorkloadAgreement,
} from '@plumbline/plugin-slo-common';
import {
  Heading,
  Prose,
  Read,
  ReadView,
  When,
} from '@plumbline/plugin-workload-react';
import { useState } from 'react';
import { sloTranslationRef } from '../../translation';
import { sloAnchor } from '../SloPanel/sloAnchor';
import styles from './Agreement.module.css';
import { AvailabilityTree } from './AvailabilityTree';
import { HotPathDialog } from './HotPathDialog';
import { PromiseTable } from './PromiseTable';

const HEADING = 'slo-agreement';

/** Props of {@link Agreement}. */
export interface AgreementProps {
  read: Read<WorkloadAgreement>;
  slos: SloStatus[];
  /** Stores a correction of the hot path. */
  onEdit: (edit: HotPathEdit) => Promise<void>;
}

/** What is promised to clients, and what the promises of dependencies allow: with the arithmetic. */
export function Agreement({ read, slos, onEdit }: AgreementProps) {
  const { t } = useTranslationRef(sloTranslationRef);
  const [isEditing, setEditing] = useState(false);
  const value = read.value;
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
            {t('agreement.heading')}
          </Heading>
          {value?.mayEdit?.allowed && hasDependencies(value) && (
            <Button
              size="small"
              variant="secondary"
              onPress={() => setEditing(true)}
            >
              {t('agreement.edit')}
            </Button>
          )}
        </Flex>
        <Text as="p" color="secondary">
          {t('agreement.means')}
        </Text>
      </CardHeader>
      <CardBody>
        <Flex direction="column" gap="4">
          <PromiseTable slos={slos} />
          <ReadView
            read={read}
            empty={{
              when: agreement => !hasDependencies(agreement),
              title: t('agreement.emptyTitle'),
              description: t('agreement.emptyDescription'),
            }}
          >
            {agreement => <Allowed agreement={agreement} slos={slos} />}
          </ReadView>
        </Flex>
        {isEditing && value && (
          <HotPathDialog
            agreement={value}
            onClose={() => setEditing(false)}
            onSave={async edit => {
              await onEdit(edit);
              setEditing(false);
            }}
          />
        )}
      </CardBody>
    </Card>
  );
}

function Allowed(props: { agreement: WorkloadAgreement; slos: SloStatus[] }) {
  const { agreement, slos } = props;
  const { t } = useTranslationRef(sloTranslationRef);
  const { path, arithmetic, findings, unknown, offPath = [] } = agreement;
  return (
    <>
      {findings.map(({ objectiveId, severity, explanation }) => {
        const slo = slos.find(({ id }) => id === objectiveId);
        return (
          <Alert
            key={`${objectiveId} ${explanation}`}
            status={severity}
            icon
            title={t('agreement.tooMuch')}
            description={
              <>
                {explanation}{' '}
                {slo && (
                  <Link href={`#${sloAnchor(slo.id)}`}>{slo.displayName}</Link>
                )}
              </>
            }
          />
        );
      })}
      <div>
        <Heading level={4}>{t('agreement.allowed')}</Heading>
        <ol className={styles.arithmetic}>
          {arithmetic.map(line => (
            <li key={line}>
              <Prose>{line}</Prose>
            </li>
          ))}
          {arithmetic.length === 0 && <li>{t('agreement.nothingKnown')}</li>}
        </ol>
        <Text as="p" color="secondary" variant="body-small">
          {t('agreement.assumption')}
        </Text>
      </div>
      {path && (
        <div>
          <Heading level={4}>{t('agreement.path')}</Heading>
          <AvailabilityTree label={t('agreement.path')} node={path} />
        </div>
      )}
      {unknown.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('agreement.unknownTitle')}
          description={<Prose>{`${unknown.join(', ')}.`}</Prose>}
        />
      )}
      {offPath.length > 0 && (
        <Accordion>
          <AccordionTrigger
            level={4}
            title={t('agreement.offPath', { number: String(offPath.length) })}
          />
          <AccordionPanel>
            <ul className={styles.off}>
              {offPath.map(({ entityRef, title, resourceType, reason }) => (
                <li key={entityRef}>
                  {title}
                  {resourceType && ` (${resourceType})`}: {reason}
                </li>
              ))}
            </ul>
          </AccordionPanel>
        </Accordion>
      )}
      <Text as="p" color="secondary" variant="body-small">
        {t('agreement.asOf')} <When at={agreement.asOf} />.{' '}
        {agreement.editedBy && agreement.editedAt && (
          <>
            {t('agreement.editedBy')} <Prose>{agreement.editedBy}</Prose>,{' '}
            <When at={agreement.editedAt} />.{' '}
          </>
        )}
        {agreement.mayEdit?.allowed === false && agreement.mayEdit.reason && (
          <>
            {t('agreement.mayNot')} <Prose>{agreement.mayEdit.reason}</Prose>
          </>
        )}
      </Text>
    </>
  );
}

function hasDependencies({ path, offPath = [] }: WorkloadAgreement): boolean {
  return path !== null || offPath.length > 0;
}
