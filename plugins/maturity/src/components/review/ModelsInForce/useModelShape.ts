import { useApi } from '@backstage/core-plugin-api';
import { ModelView } from '@plumbline/plugin-maturity-common';
import { Read, useRead, useSame } from '@plumbline/plugin-workload-react';
import { maturityApiRef } from '../../../api/MaturityApi';

/** What lists need of a model: names and places, without its texts. */
export interface ModelShape {
  id: string;
  title: string;
  /** Number of levels. */
  top: number;
  pillars: { id: string; title: string }[];
  strategies: StrategyPlace[];
}

/** A strategy with where it stands. */
export interface StrategyPlace {
  id: string;
  title: string;
  pillarId: string;
  level: number;
}

/** Names and places of a model in force. */
export function useModelShape(modelId: string): Read<ModelShape> {
  const api = useApi(maturityApiRef);
  return useRead(
    async () => shapeOf(await api.getModel(modelId)),
    [api, modelId],
  );
}

/** Names and places of a model. */
export function shapeOf(model: ModelView): ModelShape {
  const { id, title, pillars } = model;
  return {
    id,
    title,
    top: Math.max(0, ...pillars.map(({ levels }) => levels.length)),
    pillars: pillars.map(pillar => ({ id: pillar.id, title: pillar.title })),
    strategies: pillars.flatMap(pillar =>
      pillar.levels.flatMap(({ level, strategies }) =>
        strategies.map(strategy => ({
          id: strategy.id,
          title: strategy.title,
          pillarId: pillar.id,
          level,
        })),
      ),
    ),
  };
}

/** Names and places of several models, by their ids; those not in force are left out. */
export function useModelShapes(
  modelIds: string[],
): Read<ReadonlyMap<string, ModelShape>> {
  const api = useApi(maturityApiRef);
  const ids = useSame([...new Set(modelIds)].sort());
  return useRead(async () => {
    const found = await Promise.allSettled(ids.map(id => api.getModel(id)));
    return new Map(
      found.flatMap(each =>
        each.status === 'fulfilled'
          ? [[each.value.id, shapeOf(each.value)] as const]
          : [],
      ),
    );
  }, [api, ids]);
}
