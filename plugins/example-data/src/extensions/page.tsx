import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { documentRouteRef } from '../routes';

/** A runbook or another text of the examples. Has no icon, and so no place in the side bar. */
export const exampleDocumentPage = PageBlueprint.make({
  name: 'document',
  params: {
    path: '/example-docs/:folder/:name',
    routeRef: documentRouteRef,
    loader: async () => {
      const { ExampleDocument } = await import(
        '../components/ExampleDocument/ExampleDocument'
      );
      return <ExampleDocument />;
    },
  },
});
