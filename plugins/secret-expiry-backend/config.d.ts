import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

/** Configuration of the secret-expiry back end. */
export interface Config {
  secretExpiry?: {
    /** Where credential inventories lie; none when absent. */
    inventories?: Array<{
      /**
       * Directory whose `.yaml` and `.yml` files are read, without its
       * subdirectories. Relative to the working directory of the process.
       */
      directory: string;
    }>;
    /** How often sources are looked at. Every 30 seconds when absent. */
    schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
  };
}
