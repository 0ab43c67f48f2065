import { CredentialReader } from '../store/CredentialReader';

/** The first page and the overview of a workload, or of everything. */
export async function readAll(reader: CredentialReader, workloadRef?: string) {
  const [page, overview] = await Promise.all([
    reader.page({
      ...(workloadRef && { workloadRef: [workloadRef] }),
      orderBy: 'expires',
    }),
    reader.overview(workloadRef),
  ]);
  return { ...page, ...overview };
}
