import { Config } from '@backstage/config';

/** Directories of `secretExpiry.inventories`, without repetitions. */
export function readInventoryDirectories(config: Config): string[] {
  const inventories =
    config.getOptionalConfigArray('secretExpiry.inventories') ?? [];
  return [
    ...new Set(inventories.map(inventory => inventory.getString('directory'))),
  ];
}
