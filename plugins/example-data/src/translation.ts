import { createTranslationRef } from '@backstage/core-plugin-api/alpha';

/** Words of the line that marks example data. */
export const exampleDataTranslationRef = createTranslationRef({
  id: 'example-data',
  messages: {
    line: {
      label: 'About the data',
      text: 'Example data: made by a generator, not measured.',
      turnOff: 'Turn it off with',
    },
  },
});
