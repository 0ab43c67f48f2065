/**
 * Brings Azure's resources into the catalog, from Azure Resource Graph.
 *
 * @packageDocumentation
 */

import { createModule } from './module';

/** The module, for `backend.add`. */
export default createModule();
export { azureImportReadPermission } from './permissions';
