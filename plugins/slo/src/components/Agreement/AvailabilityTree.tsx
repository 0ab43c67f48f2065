import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  AvailabilityNode,
  compositeSla,
  formatAvailability,
} from '@plumbline/plugin-slo-common';
import {
  AddressLink,
  Prose,
  ToneLabel,
  When,
} from '@plumbline/plugin-workload-react';
import { sloTranslationRef } from '../../translation';
import styles from './Agreement.module.css';

type Dependency = Extract<AvailabilityNode, { kind: 'dependency' }>;
type Group = Exclude<AvailabilityNode, Dependency>;

/** Props of {@link AvailabilityTree}. */
export interface AvailabilityTreeProps {
  label: string;
  node: AvailabilityNode;
}

/** How dependencies make up the whole, as a tree: what is needed, what stands in for each other, and who promises what. */
export function AvailabilityTree({ label, node }: AvailabilityTreeProps) {
  return (
    <ul aria-label={label} className={styles.tree}>
      <Node node={node} />
    </ul>
  );
}

function Node({ node }: { node: AvailabilityNode }) {
  return (
    <li>
      {node.kind === 'dependency' ? (
        <DependencyLine node={node} />
      ) : (
        <>
          <GroupLine node={node} />
          <ul>
            {node.children.map((child, index) => (
              <Node key={`${index} ${child.title}`} node={child} />
            ))}
          </ul>
        </>
      )}
    </li>
  );
}

function GroupLine({ node }: { node: Group }) {
  const { t } = useTranslationRef(sloTranslationRef);
  const { allowed } = compositeSla(node);
  return (
    <>
      {node.title}
      {': '}
      <strong>
        {allowed === null
          ? t('agreement.noValue')
          : formatAvailability(allowed)}
      </strong>{' '}
      <span className={styles.kind}>{t(`agreement.${node.kind}`)}</span>
    </>
  );
}

function DependencyLine({ node }: { node: Dependency }) {
  const { t } = useTranslationRef(sloTranslationRef);
  const { entityRef, title, resourceType, sla, override } = node;
  const value = override ?? sla?.value;
  return (
    <>
      <EntityRefLink entityRef={entityRef} hideIcon>
        {title}
      </EntityRefLink>
      {': '}
      {value === undefined ? (
        <ToneLabel tone="unknown">{t('agreement.noPromise')}</ToneLabel>
      ) : (
        <strong>{formatAvailability(value)}</strong>
      )}
      <div className={styles.source}>
        {override !== undefined && `${t('agreement.override')} `}
        {sla ? (
          <>
            {override !== undefined &&
              `${t('agreement.instead', {
                value: formatAvailability(sla.value),
              })} `}
            {[sla.service, sla.tier].filter(Boolean).join(', ')}
            {'. '}
            {t('agreement.source')}{' '}
            {/^https?:/.test(sla.source) ? (
              <AddressLink address={sla.source}>
                {new URL(sla.source).hostname}
              </AddressLink>
            ) : (
              <Prose>{sla.source}</Prose>
            )}
            {', '}
            <When at={sla.date} format="date" />
            {'. '}
            {!sla.confirmed && t('agreement.unconfirmed')}
          </>
        ) : (
          resourceType
        )}
      </div>
    </>
  );
}
