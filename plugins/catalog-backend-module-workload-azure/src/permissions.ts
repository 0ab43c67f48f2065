import { createPermission } from '@backstage/plugin-permission-common';

/** Reading what imports from Azure did or would do: names, tags and ids of resources. */
export const azureImportReadPermission = createPermission({
  name: 'catalog.azure-import.read',
  attributes: { action: 'read' },
});
