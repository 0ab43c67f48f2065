import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { ButtonIcon, Flex, Link, Text } from '@backstage/ui';
import { MapNode, WorkloadMap } from '@plumbline/plugin-workload-common';
import {
  AddressLink,
  Heading,
  ToneLabel,
  When,
  toneOfHealth,
} from '@plumbline/plugin-workload-react';
import { RiCloseLine } from '@remixicon/react';
import { ReactNode, useEffect, useRef } from 'react';
import { workloadTranslationRef } from '../../translation';
import { HealthLabel } from '../HealthLabel';
import { useEntityHref } from '../useEntityHref';
import { People } from './People';
import styles from './ServiceMap.module.css';
import { TypeIcon } from './TypeIcon';

const AZURE_PORTAL = 'https://portal.azure.com/#resource';

/** Props of {@link NodePanel}. */
export interface NodePanelProps {
  node: MapNode;
  map: WorkloadMap;
  onSelect: (ref: string) => void;
  onClose: () => void;
}

/** What one part is, how it is and why, whom to call, and where to go. */
export function NodePanel({ node, map, onSelect, onClose }: NodePanelProps) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const panel = useFocusWhileOpen();
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      className={styles.panel}
      aria-label={t('panel.label', { title: node.title })}
    >
      <Flex direction="column" gap="4">
        <Flex align="start" justify="between" gap="2">
          <Flex direction="column" gap="1">
            <Flex align="center" gap="2">
              <TypeIcon node={node} />
              <Heading level={3}>{node.title}</Heading>
            </Flex>
            <Text color="secondary">
              {[node.type ?? node.kind, node.region, node.environment]
                .filter(Boolean)
                .join(' · ')}
            </Text>
            <Text>
              <HealthLabel state={node.state} />{' '}
              <span title={t('health.seenForMeans')}>
                {t('health.seenFor')}{' '}
                <When at={node.stateSince} format="duration" />
              </span>
            </Text>
          </Flex>
          <ButtonIcon
            variant="tertiary"
            aria-label={t('panel.close')}
            icon={<RiCloseLine aria-hidden />}
            onPress={onClose}
          />
        </Flex>
        <Why node={node} map={map} onSelect={onSelect} />
        <Signals node={node} />
        <Section title={t('panel.people')}>
          <dl className={styles.facts}>
            <dt>{t('panel.owner')}</dt>
            <dd>
              {node.ownerRef ? (
                <EntityRefLink entityRef={node.ownerRef} />
              ) : (
                t('panel.notDeclared')
              )}
            </dd>
            <dt>{t('panel.onCall')}</dt>
            <dd>
              {node.onCall ? (
                <People text={node.onCall} />
              ) : (
                t('panel.notDeclared')
              )}
            </dd>
            <dt>{t('panel.escalation')}</dt>
            <dd>
              {node.escalation ? (
                <People text={node.escalation} />
              ) : (
                t('panel.notDeclared')
              )}
            </dd>
          </dl>
        </Section>
        {node.entityRef !== map.workloadRef && (
          <Neighbours node={node} map={map} onSelect={onSelect} />
        )}
        <Links node={node} />
      </Flex>
    </aside>
  );
}

/** Leads the reader into the panel when it opens, and back to where they were. */
function useFocusWhileOpen() {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    // Absent in jsdom.
    panel.current?.scrollIntoView?.({ block: 'nearest' });
    return () => {
      if (before instanceof HTMLElement || before instanceof SVGElement) {
        before.focus({ preventScroll: true });
      }
    };
  }, []);
  return panel;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Flex direction="column" gap="2">
        <Text as="h4" weight="bold">
          {title}
        </Text>
        {children}
      </Flex>
    </section>
  );
}

function Why({ node, map, onSelect }: Omit<NodePanelProps, 'onClose'>) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const { cause, state } = node;
  if (!cause) {
    return (
      <Section title={t('panel.why')}>
        <Text>
          {state === 'unknown' ? t('panel.unknown') : t('panel.healthy')}
        </Text>
      </Section>
    );
  }
  return (
    <Section title={t('panel.why')}>
      <Text>{cause.reason}</Text>
      {cause.path.length > 1 && (
        <ol className={styles.path} aria-label={t('map.illPath')}>
          {cause.path.map(ref => (
            <li key={ref}>
              <Jump nodeRef={ref} map={map} onSelect={onSelect} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Signals({ node }: { node: MapNode }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  return (
    <Section title={t('panel.signals')}>
      {node.signals.length === 0 ? (
        <Text color="secondary">{t('panel.noSignals')}</Text>
      ) : (
        <ul className={styles.plainList}>
          {node.signals.map(signal => (
            <li key={signal.id}>
              <ToneLabel tone={toneOfHealth(signal.state)}>
                {t(`health.${signal.state}`)}: {signal.reason}
              </ToneLabel>{' '}
              <Text color="secondary">
                <When at={signal.observedAt} />
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Neighbours({ node, map, onSelect }: Omit<NodePanelProps, 'onClose'>) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const edges = map.edges.filter(edge => edge.kind === 'depends-on');
  const needs = edges
    .filter(edge => edge.sourceRef === node.entityRef)
    .map(edge => edge.targetRef);
  const neededBy = edges
    .filter(edge => edge.targetRef === node.entityRef)
    .map(edge => edge.sourceRef);
  const list = (refs: string[]) =>
    refs.length === 0
      ? t('panel.nothing')
      : refs.map((ref, i) => (
          <span key={ref}>
            {i > 0 && ', '}
            <Jump nodeRef={ref} map={map} onSelect={onSelect} />
          </span>
        ));
  return (
    <dl className={styles.facts}>
      <dt>{t('panel.needs')}</dt>
      <dd>{list(needs)}</dd>
      <dt>{t('panel.neededBy')}</dt>
      <dd>{list(neededBy)}</dd>
    </dl>
  );
}

function Links({ node }: { node: MapNode }) {
  const { t } = useTranslationRef(workloadTranslationRef);
  const hrefOf = useEntityHref();
  return (
    <Section title={t('panel.links')}>
      <ul className={styles.plainList}>
        {node.runbookUrl && (
          <li>
            <AddressLink address={node.runbookUrl}>
              {t('panel.runbook')}
            </AddressLink>
          </li>
        )}
        {node.azureResourceId && (
          <li>
            <Link
              href={`${AZURE_PORTAL}${node.azureResourceId}`}
              target="_blank"
              rel="noopener"
            >
              {t('panel.azure')}
            </Link>
          </li>
        )}
        <li>
          <Link href={hrefOf(node.entityRef)}>{t('panel.entity')}</Link>
        </li>
      </ul>
    </Section>
  );
}

/** The name of another part of the map; opens it here. */
function Jump(props: {
  nodeRef: string;
  map: WorkloadMap;
  onSelect: (ref: string) => void;
}) {
  const { nodeRef, map, onSelect } = props;
  const node = map.nodes.find(each => each.entityRef === nodeRef);
  return (
    <button
      type="button"
      className={styles.jump}
      onClick={() => onSelect(nodeRef)}
    >
      {node?.title ?? nodeRef}
    </button>
  );
}
