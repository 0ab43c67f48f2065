import { createBackend } from '@backstage/backend-defaults';
import { postgresSearch } from './postgresSearch';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-proxy-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-microsoft-provider'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permissions'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));
// Gives agents the actions of the plugins that 'backend.actions.pluginSources' names.
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(postgresSearch);
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@plumbline/plugin-search-backend-module-workload'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-scaffolder-backend'));

// Example data first: it writes what the others read.
backend.add(import('@plumbline/plugin-example-data-backend'));
backend.add(import('@plumbline/plugin-catalog-backend-module-workload'));
backend.add(import('@plumbline/plugin-catalog-backend-module-workload-azure'));
backend.add(import('@plumbline/plugin-catalog-backend-module-stamp'));
backend.add(import('@plumbline/plugin-workload-backend'));
backend.add(import('@plumbline/plugin-maturity-backend'));
backend.add(import('@plumbline/plugin-maturity-backend-module-repository'));
backend.add(import('@plumbline/plugin-maturity-backend-module-workload'));
backend.add(import('@plumbline/plugin-slo-backend'));
backend.add(import('@plumbline/plugin-slo-backend-module-azure-monitor'));
backend.add(import('@plumbline/plugin-slo-backend-module-prometheus'));
backend.add(import('@plumbline/plugin-secret-expiry-backend'));
backend.add(import('@plumbline/plugin-secret-expiry-backend-module-azure'));
backend.add(
  import('@plumbline/plugin-secret-expiry-backend-module-kubernetes'),
);
backend.add(import('@plumbline/plugin-secret-expiry-backend-module-tls'));
backend.add(import('@plumbline/plugin-stamp-backend'));
backend.add(import('@plumbline/plugin-scaffolder-backend-module-stamp'));

backend.start();
