import {
  DEFAULT_POLICY,
  ENVIRONMENT_PATTERN,
  EstateChange,
  INFRASTRUCTURES,
  PIPELINE_HOSTS,
  REGIONS,
  StampPlan,
  parseStampLock,
  regionChoices,
} from '@plumbline/plugin-stamp-common';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { readBicep } from '../__testUtils__/bicepResources';
import {
  SIZES,
  eligiblePlans,
  exampleNewWorkload,
  examplePlan,
} from '../__testUtils__/plans';
import { validateChange } from '../validate';
import { StaticCode, readStaticCode } from './readStaticCode';
import { renderChange } from './renderChange';

jest.setTimeout(300_000);

describe('every eligible region, size, flavour and pipeline', () => {
  let code: StaticCode;
  let changes: EstateChange[];

  const regions = regionChoices({}, REGIONS, DEFAULT_POLICY)
    .filter(({ eligible }) => eligible)
    .map(({ region }) => region.name);

  const plans = INFRASTRUCTURES.flatMap(eligiblePlans);

  function add(stamp: StampPlan): EstateChange {
    return renderChange({ kind: 'add', stamp }, { code });
  }

  beforeAll(async () => {
    code = await readStaticCode();
    changes = plans.map(add);
  });

  it('is a hundred and more', () => {
    expect(regions.length).toBeGreaterThanOrEqual(20);
    expect(plans).toHaveLength(
      regions.length *
        SIZES.length *
        INFRASTRUCTURES.length *
        PIPELINE_HOSTS.length,
    );
  });

  it('parses: JSON, YAML, and code that is ours byte by byte', () => {
    const ours = new Set(code.values());
    const broken = changes
      .flatMap(({ files }) => files)
      .filter(({ path, content }) => {
        if (path.endsWith('.json')) return !isJson(content);
        if (/\.ya?ml$/.test(path)) return !isYaml(content);
        return /\.(tf|bicep|sh)$/.test(path) && !ours.has(content);
      });
    expect(broken.map(({ path }) => path)).toEqual([]);
  });

  it('has Bicep that is Bicep', async () => {
    const files = [...code].filter(([path]) => path.endsWith('.bicep'));
    const read = files.map(([, content]) => readBicep(content));
    await expect(Promise.all(read)).resolves.toHaveLength(files.length);
  });

  it.each(INFRASTRUCTURES)(
    'passes the checks of a change: %s',
    async infrastructure => {
      // The pipeline and the size alternate over the regions: each region once, each pair many times.
      for (const [index, region] of regions.entries()) {
        const change = add(
          examplePlan({
            region,
            infrastructure,
            expectedUsers: SIZES[index % SIZES.length],
            pipeline: PIPELINE_HOSTS[index % PIPELINE_HOSTS.length],
          }),
        );
        expect(await validateChange(change, code)).toEqual([]);
      }
    },
  );

  it.each(
    INFRASTRUCTURES.flatMap(infrastructure =>
      PIPELINE_HOSTS.map(pipeline => ({ infrastructure, pipeline })),
    ),
  )(
    'passes them as a new workload: $infrastructure, $pipeline',
    async chosen => {
      const change = renderChange(exampleNewWorkload(chosen), { code });
      expect(await validateChange(change, code)).toEqual([]);
    },
  );

  it('has a readable lock, and a folder for each place', () => {
    const locks = changes.map(
      ({ files }) =>
        parseStampLock(
          files.find(({ path }) => path.endsWith('/stamp.lock.json'))!.content,
        ).lock!,
    );
    expect(new Set(locks.map(({ plan }) => plan.folder)).size).toBe(
      regions.length,
    );
  });

  it('names in the catalog what the code makes', () => {
    const unmade = changes.flatMap(({ files }) => {
      const data = files
        .filter(({ path }) => /(tfvars|parameters)\.json$/.test(path))
        .map(({ content }) => content)
        .join('');
      const entities = files.find(({ path }) =>
        path.endsWith('/catalog-info.yaml'),
      )!;
      return parseAllDocuments(entities.content)
        .map(document => document.toJS().metadata.annotations)
        .map(annotations => annotations['plumbline.io/azure-name'])
        .filter(name => !name.startsWith('privatelink.'))
        .filter(name => !data.includes(`"${name}"`));
    });
    expect(unmade).toEqual([]);
  });

  it('gives the same bytes for the same plan, in whatever order its fields come', () => {
    fc.assert(
      fc.property(
        fc.record({
          region: fc.constantFrom(...regions),
          infrastructure: fc.constantFrom(...INFRASTRUCTURES),
          pipeline: fc.constantFrom(...PIPELINE_HOSTS),
          environment: fc.stringMatching(ENVIRONMENT_PATTERN),
          expectedUsers: fc.integer({
            min: 1,
            max: DEFAULT_POLICY.maxUsersPerStamp,
          }),
        }),
        fc.infiniteStream(fc.boolean()),
        (request, coins) => {
          fc.pre(request.environment !== 'retired');
          const plan = examplePlan(request);
          const again = JSON.parse(JSON.stringify(shuffled(plan, coins)));
          expect(add(again).files).toEqual(add(plan).files);
          expect(add(again).body).toBe(add(plan).body);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function isJson(content: string): boolean {
  try {
    JSON.parse(content);
    return true;
  } catch {
    return false;
  }
}

function isYaml(content: string): boolean {
  return parseAllDocuments(content).every(({ errors }) => errors.length === 0);
}

/** The same value with the keys of its objects in another order. */
function shuffled(value: unknown, coins: Iterator<boolean>): unknown {
  if (Array.isArray(value)) return value.map(item => shuffled(item, coins));
  if (typeof value !== 'object' || value === null) return value;
  const front: [string, unknown][] = [];
  const back: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) {
    (coins.next().value ? front : back).unshift([key, shuffled(item, coins)]);
  }
  return Object.fromEntries([...back, ...front]);
}
