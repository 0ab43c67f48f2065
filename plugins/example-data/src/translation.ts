import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/** Words of the line that marks example data, and of the texts of the examples. */
export const exampleDataTranslationRef = createTranslationRef({
  id: 'example-data',
  messages: {
    line: {
      label: 'About the data',
      text: 'Example data: made by a generator, not measured.',
      turnOff: 'Turn it off with',
    },
    document: {
      header: 'Example data',
      none: 'No such document',
      noneWhy:
        'The examples have no document {{folder}}/{{name}}, or example data is turned off.',
    },
  },
});
