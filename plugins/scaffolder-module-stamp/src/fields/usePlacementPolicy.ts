import { useMemo } from 'react';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import {
  PlacementPolicy,
  readPlacementPolicy,
} from '@plumbline/plugin-stamp-common';

/** The placement policy of the config, the same that the actions enforce. */
export function usePlacementPolicy(): PlacementPolicy {
  const config = useApi(configApiRef);
  return useMemo(() => readPlacementPolicy(config), [config]);
}
