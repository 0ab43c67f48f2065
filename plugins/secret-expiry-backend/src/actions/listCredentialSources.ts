import { READ_ONLY } from '@plumbline/plugin-workload-node';
import { ActionOptions } from './ActionOptions';

const MOST_TROUBLED = 50;

/** Registers the action that says how far one can trust what is known. */
export function registerListCredentialSources({
  access,
  actionsRegistry,
  places,
}: Pick<ActionOptions, 'access' | 'actionsRegistry' | 'places'>) {
  actionsRegistry.register({
    name: 'list-credential-sources',
    title: 'List Credential Sources',
    description: `
Says where credentials are looked for and how that went: each source, such as Azure Key Vault or inventory files, when it
was last looked at, how many places it has and how many of them could be read, and the places that could not, each with
its reason. What is there is unknown, and what was known before is kept with its age: a place without credentials that
was looked at has none, one that could not be looked at may have any.
    `,
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          sources: z.array(
            z.object({
              sourceId: z.string(),
              title: z.string(),
              lastLooked: z.string().optional().describe('ISO 8601'),
              lastSuccess: z.string().optional(),
              runningSince: z.string().optional(),
              reason: z.string().optional().describe('Why it failed'),
              placesLooked: z.number().int(),
              placesPartly: z.number().int(),
              placesNotLooked: z.number().int(),
              credentials: z.number().int(),
            }),
          ),
          troubledTotal: z.number().int(),
          troubled: z
            .array(
              z.object({
                sourceId: z.string(),
                place: z.string(),
                title: z.string(),
                outcome: z.enum(['partly', 'could-not-look']),
                reason: z.string().optional(),
                lastLooked: z.string(),
                lastSuccess: z.string().optional(),
                problemCount: z.number().int(),
              }),
            )
            .describe(
              `Places that could not be read, or not in full; at most ${MOST_TROUBLED}`,
            ),
        }),
    },
    examples: [{ title: 'What cannot be looked at', input: {} }],
    action: async ({ credentials }) => {
      const { scope } = await access.caller(credentials);
      const [sources, troubled] = await Promise.all([
        places.sources(scope),
        places.page(
          { outcome: ['could-not-look', 'partly'] },
          'outcome',
          { limit: MOST_TROUBLED, offset: 0 },
          scope,
        ),
      ]);
      return {
        output: {
          sources: sources.map(({ places: counts, ...source }) => ({
            sourceId: source.sourceId,
            title: source.title,
            lastLooked: source.lastLooked,
            lastSuccess: source.lastSuccess,
            runningSince: source.runningSince,
            reason: source.reason,
            placesLooked: counts.looked,
            placesPartly: counts.partly,
            placesNotLooked: counts['could-not-look'],
            credentials: source.credentials,
          })),
          troubledTotal: troubled.total,
          troubled: troubled.items.map(place => ({
            sourceId: place.sourceId,
            place: place.place,
            title: place.title,
            outcome: place.outcome as 'partly' | 'could-not-look',
            reason: place.reason,
            lastLooked: place.lastLooked,
            lastSuccess: place.lastSuccess,
            problemCount: place.problemCount,
          })),
        },
      };
    },
  });
}
