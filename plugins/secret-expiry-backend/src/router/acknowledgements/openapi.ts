import {
  ACKNOWLEDGEMENT_KINDS,
  MAX_ACKNOWLEDGED,
} from '@plumbline/plugin-secret-expiry-common';
import { openApi } from '@plumbline/plugin-workload-node';
import { acknowledgement, credentialId, oneOf } from '../schemas';

const { body, exactly, inPath, jsonContent, list, object, text, timeInput } =
  openApi;

/** That warnings are known. */
export const acknowledgementPaths = {
  '/acknowledgements': {
    post: {
      operationId: 'AcknowledgeCredentials',
      summary:
        'Acknowledges or snoozes the present version of credentials, until their last stage at the latest',
      requestBody: body(
        exactly({
          credentialIds: {
            type: 'array',
            minItems: 1,
            maxItems: MAX_ACKNOWLEDGED,
            items: credentialId,
          },
          kind: oneOf(ACKNOWLEDGEMENT_KINDS),
          reason: { type: 'string', minLength: 1, maxLength: 500 },
          'until?': timeInput,
        }),
      ),
      responses: {
        201: {
          description: 'All were taken, in the order of the request',
          content: jsonContent(
            object({
              items: list(object({ credentialId: text, acknowledgement })),
            }),
          ),
        },
      },
    },
  },
  '/acknowledgements/{id}': {
    delete: {
      operationId: 'TakeBackAcknowledgement',
      summary: 'Takes one back, so that its credential warns again',
      parameters: [inPath('id')],
      responses: { 204: { description: 'It stays on record' } },
    },
  },
};
