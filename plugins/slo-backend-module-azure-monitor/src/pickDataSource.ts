/**
 * The data source that a document names; the only one when it names none.
 *
 * @param key - where data sources of this kind are configured.
 * @throws Error that says which there are.
 */
export function pickDataSource<T>(
  dataSources: Map<string, T>,
  name: string | undefined,
  key: string,
): T {
  const names = [...dataSources.keys()];
  if (names.length === 0)
    throw new Error(`No data source is configured (${key})`);
  const picked = name ?? (names.length === 1 ? names[0] : undefined);
  if (picked === undefined) {
    throw new Error(
      `Say which data source by metricSourceRef; there is ${names.join(', ')}`,
    );
  }
  const dataSource = dataSources.get(picked);
  if (!dataSource) {
    throw new Error(
      `No data source of the name '${picked}' is configured (${key}.${picked})`,
    );
  }
  return dataSource;
}
