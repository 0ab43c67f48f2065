/** Versions of OpenSLO that are read, the stable one first. */
export const OPENSLO_VERSIONS = ['openslo/v1', 'openslo.com/v2alpha'] as const;

/** One of {@link OPENSLO_VERSIONS}. */
export type OpenSloVersion = (typeof OPENSLO_VERSIONS)[number];
