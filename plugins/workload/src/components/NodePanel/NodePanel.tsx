import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonIcon, Flex, Text } from '@backstage/ui';
import {
  MapNode,
  WorkloadMap,
  isUserFlow,
  userFlowRef,
} from '@plumbline/plugin-workload-common';
import { Heading, When } from '@plumbline/plugin-workload-react';
import { RiCloseLine } from '@remixicon/react';
import { useEffect, useRef } from 'react';
import { healthTranslationRef } from '../../healthTranslation';
import { workloadTranslationRef } from '../../translation';
import { HealthLabel } from '../HealthLabel';
import { TypeIcon } from '../ServiceMap/TypeIcon';
import { Counting } from './Counting';
import { Links } from './Links';
import { Neighbours } from './Neighbours';
import { NodeAlert } from './NodeAlert';
import styles from './NodePanel.module.css';
import { PanelMap } from './PanelMap';
import { Reach } from './Reach';
import { RecentChanges } from './RecentChanges';
import { Signals } from './Signals';
import { WhomToCall } from './WhomToCall';
import { Why } from './Why';
import { useNodeFacts } from './useNodeFacts';

/** Props of {@link NodePanel}. */
export interface NodePanelProps {
  node: MapNode;
  /** Of now, or of a moment in the past. */
  map: WorkloadMap;
  /** Opens another part in place of this one. */
  onSelect: (ref: string) => void;
  onClose: () => void;
}

/** What one part is, how it is and why, whom to call, and where to go. */
export function NodePanel({ node, map, onSelect, onClose }: NodePanelProps) {
  const { t } = useTranslationRef(healthTranslationRef);
  const panel = useFocusWhileOpen();
  const facts = useNodeFacts(node, map);
  const flow = facts.model?.userFlows.find(
    ({ id }) => userFlowRef(id) === node.entityRef,
  );
  const isRoot = node.entityRef === map.workloadRef;
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      className={styles.panel}
      aria-label={t('panel.label', { title: node.title })}
    >
      <PanelMap map={map} onSelect={onSelect}>
        <Flex direction="column" gap="4">
          <Flex align="start" justify="between" gap="2">
            <Head node={node} at={map.at} />
            <ButtonIcon
              variant="tertiary"
              aria-label={t('panel.close')}
              icon={<RiCloseLine aria-hidden />}
              onPress={onClose}
            />
          </Flex>
          {flow?.description && <Text as="p">{flow.description}</Text>}
          {!map.at && <NodeAlert node={node} />}
          <Why node={node} />
          <Signals node={node} facts={facts} />
          <WhomToCall node={node} steps={facts.model?.escalation} />
          <Counting node={node} />
          {!isRoot && <Neighbours node={node} />}
          <RecentChanges node={node} />
          {!isRoot && !isUserFlow(node) && <Reach node={node} />}
          <Links node={node} />
        </Flex>
      </PanelMap>
    </aside>
  );
}

function Head({ node, at }: { node: MapNode; at?: string }) {
  const { t } = useTranslationRef(healthTranslationRef);
  const { t: tWorkload } = useTranslationRef(workloadTranslationRef);
  const kind = isUserFlow(node) ? t('panel.userFlow') : node.type ?? node.kind;
  return (
    <Flex direction="column" gap="1">
      <Flex align="center" gap="2">
        <TypeIcon node={node} />
        <Heading level={3}>{node.title}</Heading>
      </Flex>
      <Text color="secondary">
        {[kind, node.region, node.environment].filter(Boolean).join(' · ')}
      </Text>
      <Text>
        <HealthLabel state={node.state} />{' '}
        {at ? (
          <>
            {t('panel.asItWas')} <When at={at} />
          </>
        ) : (
          <span title={tWorkload('health.seenForMeans')}>
            {tWorkload('health.seenFor')}{' '}
            <When at={node.stateSince} format="duration" />
          </span>
        )}
      </Text>
    </Flex>
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
