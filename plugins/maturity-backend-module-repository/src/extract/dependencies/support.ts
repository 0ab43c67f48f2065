/** How long a version of a product is supported by who makes or runs it. */
export interface SupportedVersion {
  /** In lower case, as {@link Runtime.product}. */
  product: string;
  version: string;
  /** Last day of free, standard support; ISO 8601 date. Paid extensions do not count. */
  endOfSupport: string;
  /** URL of the page that says so. */
  source: string;
}

/** A version of a language, framework, platform or database that code asks for. */
export interface Runtime {
  product: string;
  version: string;
}

/** Where the dates of each product come from; they were last compared on 2026-11-21. */
const SOURCES: Record<string, string> = {
  node: 'https://nodejs.org/en/about/previous-releases',
  '.net': 'https://dotnet.microsoft.com/platform/support/policy/dotnet-core',
  '.net framework':
    'https://learn.microsoft.com/lifecycle/products/microsoft-net-framework',
  java: 'https://adoptium.net/support/',
  python: 'https://devguide.python.org/versions/',
  go: 'https://go.dev/doc/devel/release',
  php: 'https://www.php.net/supported-versions.php',
  ruby: 'https://www.ruby-lang.org/en/downloads/branches/',
  // In Azure Kubernetes Service, which goes on a little longer than the project.
  kubernetes:
    'https://learn.microsoft.com/azure/aks/supported-kubernetes-versions',
  // In Azure Database for PostgreSQL, which goes on longer than the project for some.
  postgresql:
    'https://learn.microsoft.com/azure/postgresql/configure-maintain/concepts-version-policy',
  mysql:
    'https://www.oracle.com/us/support/library/lifetime-support-technology-069183.pdf',
  'sql server':
    'https://learn.microsoft.com/lifecycle/products/?terms=SQL%20Server',
  'windows server':
    'https://learn.microsoft.com/lifecycle/products/?terms=Windows%20Server',
  ubuntu: 'https://wiki.ubuntu.com/Releases',
  debian: 'https://wiki.debian.org/DebianReleases',
};

const END_OF_SUPPORT: Record<string, Record<string, string>> = {
  node: {
    '4': '2018-04-30',
    '6': '2019-04-30',
    '8': '2019-12-31',
    '10': '2021-04-30',
    '11': '2019-06-30',
    '12': '2022-04-30',
    '13': '2020-06-01',
    '14': '2023-04-30',
    '15': '2021-06-01',
    '16': '2023-09-11',
    '17': '2022-06-01',
    '18': '2025-04-30',
    '19': '2023-06-01',
    '20': '2026-04-30',
    '21': '2024-06-01',
    '22': '2027-04-30',
    '23': '2025-06-01',
    '24': '2028-04-30',
    '25': '2026-06-01',
    '26': '2029-04-30',
  },
  '.net': {
    '2.1': '2021-08-21',
    '2.2': '2019-12-23',
    '3.0': '2020-03-03',
    '3.1': '2022-12-13',
    '5': '2022-05-10',
    '6': '2024-11-12',
    '7': '2024-05-14',
    '8': '2026-11-10',
    '9': '2026-11-10',
    '10': '2028-11-14',
  },
  '.net framework': {
    '4.0': '2016-01-12',
    '4.5': '2016-01-12',
    '4.5.1': '2016-01-12',
    '4.5.2': '2022-04-26',
    '4.6': '2022-04-26',
    '4.6.1': '2022-04-26',
    '4.6.2': '2027-01-12',
  },
  java: {
    '8': '2030-12-31',
    '11': '2027-10-31',
    '16': '2021-09-30',
    '17': '2027-10-31',
    '18': '2022-09-30',
    '19': '2023-03-31',
    '20': '2023-09-19',
    '21': '2029-12-31',
    '22': '2024-09-17',
    '23': '2025-03-18',
    '24': '2025-09-16',
    '25': '2031-09-30',
    '26': '2026-09-15',
  },
  python: {
    '2.7': '2020-01-01',
    '3.4': '2019-03-18',
    '3.5': '2020-09-30',
    '3.6': '2021-12-23',
    '3.7': '2023-06-27',
    '3.8': '2024-10-07',
    '3.9': '2025-10-31',
    '3.10': '2026-10-31',
    '3.11': '2027-10-31',
    '3.12': '2028-10-31',
    '3.13': '2029-10-31',
    '3.14': '2030-10-31',
  },
  go: {
    '1.16': '2022-03-15',
    '1.17': '2022-08-02',
    '1.18': '2023-02-01',
    '1.19': '2023-09-06',
    '1.20': '2024-02-06',
    '1.21': '2024-08-13',
    '1.22': '2025-02-11',
    '1.23': '2025-08-12',
    '1.24': '2026-02-10',
    '1.25': '2026-08-19',
  },
  php: {
    '7.4': '2022-11-28',
    '8.0': '2023-11-26',
    '8.1': '2025-12-31',
    '8.2': '2026-12-31',
    '8.3': '2027-12-31',
    '8.4': '2028-12-31',
    '8.5': '2029-12-31',
  },
  ruby: {
    '2.7': '2023-03-31',
    '3.0': '2024-04-23',
    '3.1': '2025-03-26',
    '3.2': '2026-03-31',
    '3.3': '2027-03-31',
    '3.4': '2028-03-31',
  },
  kubernetes: {
    '1.24': '2023-07-31',
    '1.25': '2024-01-14',
    '1.26': '2024-04-11',
    '1.27': '2024-07-31',
    '1.28': '2025-01-31',
    '1.29': '2025-03-31',
    '1.30': '2025-08-22',
    '1.31': '2025-11-01',
    '1.32': '2026-03-31',
    '1.33': '2026-07-31',
    '1.34': '2026-11-30',
    '1.35': '2027-03-31',
    '1.36': '2027-06-30',
  },
  postgresql: {
    '9.6': '2021-11-11',
    '10': '2022-11-10',
    '11': '2026-07-31',
    '12': '2026-07-31',
    '13': '2026-07-31',
    '14': '2026-11-12',
    '15': '2027-11-11',
    '16': '2028-11-09',
    '17': '2029-11-08',
    '18': '2030-11-14',
  },
  mysql: {
    '5.6': '2021-02-28',
    '5.7': '2023-10-31',
    '8.0': '2026-04-30',
    '8.4': '2032-04-30',
  },
  'sql server': {
    '2008': '2019-07-09',
    '2008 r2': '2019-07-09',
    '2012': '2022-07-12',
    '2014': '2024-07-09',
    '2016': '2026-07-14',
    '2017': '2027-10-12',
    '2019': '2030-01-08',
    '2022': '2033-01-11',
    '2025': '2036-01-06',
  },
  'windows server': {
    '2008': '2020-01-14',
    '2008 r2': '2020-01-14',
    '2012': '2023-10-10',
    '2012 r2': '2023-10-10',
    '2016': '2027-01-12',
    '2019': '2029-01-09',
    '2022': '2031-10-14',
    '2025': '2034-11-14',
  },
  ubuntu: {
    '14.04': '2019-04-02',
    '16.04': '2021-04-02',
    '18.04': '2023-05-31',
    '20.04': '2025-05-31',
    '22.04': '2027-04-01',
    '24.04': '2029-05-31',
    '26.04': '2031-04-30',
  },
  debian: {
    '9': '2020-07-18',
    '10': '2022-09-10',
    '11': '2024-08-14',
    '12': '2026-07-11',
    '13': '2028-08-09',
  },
};

/** Every version whose end of support is known. */
export const SUPPORTED_VERSIONS: SupportedVersion[] = Object.entries(
  END_OF_SUPPORT,
).flatMap(([product, versions]) =>
  Object.entries(versions).map(([version, endOfSupport]) => ({
    product,
    version,
    endOfSupport,
    source: SOURCES[product],
  })),
);

const BY_NAME = new Map(
  SUPPORTED_VERSIONS.map(entry => [runtimeName(entry), entry]),
);

/** How a runtime is written in facts: `node 20`. */
export function runtimeName({ product, version }: Runtime): string {
  return `${product} ${version}`;
}

/**
 * Those whose support has ended, with the date: `node 20 (support ended on
 * 2026-04-30)`. What the table does not know is not called unsupported.
 *
 * @param runtimes - as {@link runtimeName} writes them.
 */
export function outOfSupport(runtimes: string[], now: Date): string[] {
  const today = now.toISOString().slice(0, 10);
  return runtimes.flatMap(runtime => {
    const entry = BY_NAME.get(runtime);
    return entry && entry.endOfSupport < today
      ? [`${runtime} (support ended on ${entry.endOfSupport})`]
      : [];
  });
}
