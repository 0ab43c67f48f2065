import { inQuery, text, workloadInPath } from '../schemas';

const id = { type: 'string', minLength: 1, maxLength: 60 };

/** Badges. */
export const badgePaths = {
  '/badges/{namespace}/{name}.svg': {
    get: {
      operationId: 'GetBadge',
      summary:
        "A workload's level as an image, also without sign-in where the configuration says so",
      parameters: [
        ...workloadInPath,
        inQuery('model', id, 'The first configured model when left out'),
        inQuery('pillar', id, 'The overall level when left out'),
        inQuery(
          'label',
          { type: 'string', minLength: 1, maxLength: 60 },
          "Its first words; the pillar's title or 'maturity' when left out",
        ),
      ],
      responses: {
        200: {
          description: "The level, or 'unknown'",
          content: { 'image/svg+xml': { schema: text } },
        },
      },
    },
  },
};
