import { parsePlanRequest } from '@plumbline/plugin-stamp-common';
import { planExamples } from '../../plans/examples';
import { planPaths } from './openapi';

const { schema } =
  planPaths['/plans'].post.requestBody.content['application/json'];

describe('the document of POST /plans', () => {
  it.each(Object.entries(planExamples))(
    'has an example that can be asked: %s',
    (kind, { value }) => {
      expect(parsePlanRequest(value)).toEqual({ request: value });
      expect(value.kind).toBe(kind);
    },
  );

  it('describes every field of every kind, and no other', () => {
    const used = Object.values(planExamples).flatMap(({ value }) =>
      Object.keys(value),
    );
    expect(Object.keys(schema.properties).sort()).toEqual(
      [...new Set(used)].sort(),
    );
  });

  it('has every field of a kind in its example', () => {
    for (const { value } of Object.values(planExamples)) {
      for (const field of Object.keys(schema.properties)) {
        if (field in value) continue;
        // A field that the kind does not take is refused by its name.
        expect(
          parsePlanRequest({ ...value, [field]: 'x' }).problems?.join(),
        ).toContain(field);
      }
    }
  });
});
