import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { WorkloadMap } from '@plumbline/plugin-workload-common';
import { ToneLabel, toneOfHealth } from '@plumbline/plugin-workload-react';
import { useId, useMemo, useState } from 'react';
import { PartLink, PartPath } from '../PartLink/PartLink';
import styles from './ServiceMap.module.css';
import { Explained, causeKey } from './illness';
import { serviceMapTranslationRef } from './translation';

const SHOWN_AT_FIRST = 3;

/** Props of {@link IllnessWay}. */
export interface IllnessWayProps {
  map: WorkloadMap;
  why: Explained;
  onFollow: (cause: string) => void;
  onSelect: (ref: string) => void;
}

/** All that makes something ill; the way to one of these is drawn on the map and written below. */
export function IllnessWay({ map, why, onFollow, onSelect }: IllnessWayProps) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const id = useId();
  const [all, setAll] = useState(false);
  const titles = useMemo(
    () => new Map(map.nodes.map(node => [node.entityRef, node.title])),
    [map],
  );
  const { node, causes, followed, hurt } = why;
  if (!node || !followed) return null;
  const titleOf = (ref: string) => titles.get(ref) ?? ref;
  const more = causes.length - SHOWN_AT_FIRST;
  return (
    <section className={styles.why} aria-labelledby={id}>
      <strong id={id}>
        {t('why.label', {
          title: node.title,
          state: t(`state.${node.state}`),
        })}
      </strong>
      <ul className={styles.causes}>
        {(all ? causes : causes.slice(0, SHOWN_AT_FIRST)).map(cause => (
          <li key={causeKey(cause)}>
            <button
              type="button"
              className={styles.cause}
              title={cause.reason}
              aria-pressed={cause === followed}
              aria-label={t('why.follow', {
                title: titleOf(cause.entityRef),
                reason: cause.reason,
              })}
              onClick={() => onFollow(causeKey(cause))}
            >
              <ToneLabel tone={toneOfHealth(cause.state)}>
                {titleOf(cause.entityRef)}: {cause.reason}
              </ToneLabel>
            </button>
          </li>
        ))}
        {more > 0 && (
          <li>
            <Button
              size="small"
              variant="tertiary"
              onPress={() => setAll(!all)}
            >
              {all ? t('why.fewer') : t('why.more', { count: more })}
            </Button>
          </li>
        )}
      </ul>
      <PartPath
        path={followed.path}
        label={t('why.way')}
        titleOf={titleOf}
        onSelect={onSelect}
      />
      {hurt.length > 0 && (
        <div className={styles.hurt}>
          {t('why.hurts')}
          {hurt.map(flow => (
            <PartLink
              key={flow.node.entityRef}
              entityRef={flow.node.entityRef}
              onSelect={onSelect}
            >
              {t('why.flow', {
                title: flow.node.title,
                criticality: t(`why.${flow.node.criticality}`),
              })}
            </PartLink>
          ))}
        </div>
      )}
    </section>
  );
}
