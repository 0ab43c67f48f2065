import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  HEALTH_STATES,
  MapNode,
  WorkloadMap,
  isUserFlow,
} from '@plumbline/plugin-workload-common';
import { useMemo } from 'react';
import { FlowWords } from './toFlow';
import { serviceMapTranslationRef } from './translation';
import { useBoxTitle } from './useBoxTitle';

/** Words for what is drawn, in the reader's language. */
export function useFlowWords(map: WorkloadMap): FlowWords {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const title = useBoxTitle();
  return useMemo(() => {
    const needs = new Map<string, number>();
    const neededBy = new Map<string, number>();
    for (const { kind, sourceRef, targetRef } of map.edges) {
      if (kind !== 'depends-on') continue;
      needs.set(sourceRef, (needs.get(sourceRef) ?? 0) + 1);
      neededBy.set(targetRef, (neededBy.get(targetRef) ?? 0) + 1);
    }
    const words: FlowWords = {
      state: state => t(`state.${state}`),
      type: node =>
        isUserFlow(node) ? t('filter.userFlow') : node.type ?? node.kind,
      title,
      label: node =>
        [
          t('graph.part', {
            title: node.title,
            type: words.type(node),
            state: words.state(node.state),
          }),
          ...alertOf(node),
          t('graph.ways', {
            needs: String(needs.get(node.entityRef) ?? 0),
            neededBy: String(neededBy.get(node.entityRef) ?? 0),
          }),
        ].join(', '),
      foldedLabel: (box, state) =>
        t('graph.folded', {
          title: title(box),
          parts: t('graph.parts', { count: box.members.length }),
          state: words.state(state),
        }),
      fold: (box, isFolded) =>
        t(isFolded ? 'graph.unfold' : 'graph.fold', { title: title(box) }),
      hidden: (box, found) =>
        [
          t('graph.parts', { count: box.members.length }),
          ...HEALTH_STATES.filter(state => state !== 'healthy')
            .map(state => ({
              state,
              count: box.members.filter(node => node.state === state).length,
            }))
            .reverse()
            .filter(({ count }) => count > 0)
            .map(({ state, count }) =>
              t('graph.counted', {
                number: String(count),
                state: words.state(state),
              }),
            ),
          ...(found === undefined
            ? []
            : [t('graph.matching', { number: String(found) })]),
        ].join(' · '),
    };
    function alertOf({ alert }: MapNode): string[] {
      return alert?.state === 'open'
        ? [t('graph.alert', { severity: alert.severity })]
        : [];
    }
    return words;
  }, [map, t, title]);
}
