import { useApiHolder } from '@backstage/core-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { useCallback, useEffect, useState } from 'react';

/**
 * Names many entities where only text fits, such as the options of a list. The
 * titles are fetched in one go; until they are there, the names in the refs stand.
 */
export function useEntityNames(refs: string[]): (ref: string) => string {
  const presentationApi = useApiHolder().get(entityPresentationApiRef);
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(new Map());
  const all = [...new Set(refs)].sort().join('\n');
  useEffect(() => {
    if (!presentationApi || all === '') return undefined;
    let wanted = true;
    Promise.all(
      all.split('\n').map(async (ref): Promise<[string, string]> => {
        const { primaryTitle } = await presentationApi.forEntity(ref).promise;
        return [ref, primaryTitle];
      }),
    ).then(
      found => wanted && setTitles(new Map(found)),
      // The names in the refs stay.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [presentationApi, all]);
  return useCallback(
    ref => titles.get(ref) ?? parseEntityRef(ref).name,
    [titles],
  );
}
