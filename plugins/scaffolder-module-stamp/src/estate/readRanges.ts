import { CatalogApi } from '@backstage/plugin-catalog-react';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { STAMP_ANNOTATIONS, parseBlock } from '@plumbline/plugin-stamp-common';
import { WORKLOAD_TYPE } from '@plumbline/plugin-workload-common';
import { NamedBlock } from '../components/AddressRangeField/NamedBlock';

/** Address ranges of all workloads that declare one, as far as the reader may see them. */
export async function readRanges(
  catalogApi: CatalogApi,
): Promise<NamedBlock[]> {
  const key = `metadata.annotations.${STAMP_ANNOTATIONS.addressRange}`;
  const pages = catalogApi.streamEntities({
    filter: {
      kind: 'system',
      'spec.type': WORKLOAD_TYPE,
      [key]: CATALOG_FILTER_EXISTS,
    },
    fields: ['kind', 'metadata'],
  });
  const ranges: NamedBlock[] = [];
  for await (const page of pages) {
    for (const { metadata } of page) {
      const block = parseBlock(
        metadata.annotations?.[STAMP_ANNOTATIONS.addressRange] ?? '',
      );
      if (block) ranges.push({ name: metadata.title ?? metadata.name, block });
    }
  }
  return ranges;
}
